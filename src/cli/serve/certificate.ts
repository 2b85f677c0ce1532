/** The service's certificate through its life: at the start, on SIGHUP, and before its own one ends. */
import type { Logger } from 'pino';
import type { TlsMaterial } from '../../http/listener-options.js';
import type { Settings } from '../config/options.js';
import { install, installedMaterial } from '../tls/installed.js';
import { loadMaterial, ownMaterial, ownNames } from '../tls/material.js';

export interface Certificate {
  readonly selfSigned: boolean;
  readonly material: TlsMaterial;
  /** What is in force from now on. Throws, and nothing has changed, where it cannot be read. */
  reload(): Promise<TlsMaterial>;
  /** Keeps one that a client brings; `reload` takes it up. Returns why it will not do. */
  install(pem: string): Promise<string | undefined>;
}

export async function openCertificate(settings: Settings, dir: string, log: Logger): Promise<Certificate> {
  const { tlsCert, tlsKey, listen } = settings;
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const reload = () => loadMaterial(tlsCert, tlsKey);
    const refuse = async () => "The operator's configuration names the certificate; it is replaced there.";
    return { selfSigned: false, material: await reload(), reload, install: refuse };
  }
  const reload = async () => {
    const installed = await installedMaterial(dir);
    if (installed) return installed;
    const { material, fresh } = await ownMaterial(dir, ownNames(listen)).catch(explained(dir));
    if (fresh) log.info({ dir }, 'made a self-signed certificate');
    return material;
  };
  const selfSigned = (await installedMaterial(dir).catch(explained(dir))) === undefined;
  return { selfSigned, material: await reload(), reload, install: (pem) => install(dir, pem) };
}

/** What the system says of a full or closed disk does not always name the place. */
const explained =
  (dir: string) =>
  (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the certificate cannot be kept in ${dir}: ${reason}`, { cause });
  };
