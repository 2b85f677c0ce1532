/** The service's certificate through its life: at the start, on SIGHUP, and before its own one ends. */
import type { Logger } from 'pino';
import type { TlsMaterial } from '../../http/listener-options.js';
import type { Settings } from '../config/options.js';
import { loadMaterial, ownMaterial, ownNames } from '../tls/material.js';

export interface Certificate {
  readonly selfSigned: boolean;
  readonly material: TlsMaterial;
  /** What is in force from now on. Throws, and nothing has changed, where it cannot be read. */
  reload(): Promise<TlsMaterial>;
}

export async function openCertificate(settings: Settings, dir: string, log: Logger): Promise<Certificate> {
  const { tlsCert, tlsKey, listen } = settings;
  if (tlsCert !== undefined && tlsKey !== undefined) {
    const reload = () => loadMaterial(tlsCert, tlsKey);
    return { selfSigned: false, material: await reload(), reload };
  }
  const reload = async () => {
    const { material, fresh } = await ownMaterial(dir, ownNames(listen));
    if (fresh) log.info({ dir }, 'made a self-signed certificate');
    return material;
  };
  return { selfSigned: true, material: await reload(), reload };
}
