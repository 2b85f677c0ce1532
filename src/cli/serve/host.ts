import { X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Listener } from '../../http/listener.js';
import type { Discovery, Host } from '../../redfish/context.js';
import type { Certificate } from './certificate.js';
import { createInterfaces, nameServers } from './interfaces.js';

interface HostOptions {
  readonly certificate: Certificate;
  readonly discovery: Discovery;
  readonly plain: boolean;
  /** As asked for; 0: the one that was given. */
  readonly port: number;
  readonly log: Logger;
}

/** What the service tells of where it runs. `listens` is called when the port is bound, `setTls` for a new certificate. */
export function createHost({ certificate, discovery, plain, port, log }: HostOptions) {
  let bound = port;
  let shown = certificate.material;
  let listener: Pick<Listener, 'setTls'> | undefined;
  const renew = async (): Promise<void> => {
    shown = await certificate.reload();
    listener?.setTls(shown);
  };
  const host: Host = {
    name: hostname(),
    ...(hostname().includes('.') && { fqdn: hostname() }),
    interfaces: createInterfaces(),
    nameServers,
    port: () => bound,
    plain,
    discovery,
    certificate: () => new X509Certificate(shown.cert).toString(),
    requestCertificate: certificate.request,
    replaceCertificate: async (pem) => {
      const refusal = await certificate.install(pem);
      if (refusal !== undefined) return refusal;
      await renew();
      log.info({}, 'a client replaced the certificate');
      return undefined;
    },
  };
  return {
    host,
    /** Reads the certificate again, and shows it. Throws, and nothing has changed, where it cannot be read. */
    renew,
    attach: (one: Pick<Listener, 'setTls'>) => {
      listener = one;
    },
    listens: (on: number) => {
      bound = on;
    },
  };
}
