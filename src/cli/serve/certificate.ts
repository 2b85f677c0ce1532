/** The service's certificate through its life: at the start, on SIGHUP, and before its own one ends. */
import type { Logger } from 'pino';
import type { TlsMaterial } from '../../http/listener-options.js';
import type { CertificateRequest } from '../../redfish/certificate-request.js';
import type { Host } from '../../redfish/context.js';
import type { Settings } from '../config/options.js';
import { install, installedMaterial } from '../tls/installed.js';
import { loadMaterial, ownMaterial, ownNames } from '../tls/material.js';
import { requestFor } from '../tls/requested.js';

export interface Certificate {
  readonly selfSigned: boolean;
  readonly material: TlsMaterial;
  /** What is in force from now on. Throws, and nothing has changed, where it cannot be read. */
  reload(): Promise<TlsMaterial>;
  /** Makes a key and a request for its certificate, which `install` takes without the key. */
  request(wanted: CertificateRequest): ReturnType<Host['requestCertificate']>;
  /** Keeps one that a client brings; `reload` takes it up. Returns why it will not do. */
  install(pem: string): Promise<string | undefined>;
}

export async function openCertificate(settings: Settings, dir: string, log: Logger): Promise<Certificate> {
  const { tlsCert, tlsKey, listen } = settings;
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const reload = () => loadMaterial(tlsCert, tlsKey);
    const refusal = "The operator's configuration names the certificate; it is replaced there.";
    const request = async () => ({ refusal, about: 'CertificateCollection' as const });
    return { selfSigned: false, material: await reload(), reload, request, install: async () => refusal };
  }
  const reload = async () => {
    const installed = await installedMaterial(dir);
    if (installed) return installed;
    const { material, fresh } = await ownMaterial(dir, ownNames(listen)).catch(explained(dir));
    if (fresh) log.info({ dir }, 'made a self-signed certificate');
    return material;
  };
  const selfSigned = (await installedMaterial(dir).catch(explained(dir))) === undefined;
  // One after the other: both read and write the file of keys that wait for their certificates.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    selfSigned,
    material: await reload(),
    reload,
    request: (wanted) => inTurn(() => requestFor(dir, wanted)),
    install: (pem) => inTurn(() => install(dir, pem)),
  };
}

/** What the system says of a full or closed disk does not always name the place. */
const explained =
  (dir: string) =>
  (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the certificate cannot be kept in ${dir}: ${reason}`, { cause });
  };
