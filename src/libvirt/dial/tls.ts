/** TLS as libvirt uses it: X.509 on both sides, and one byte of consent (virnetclient.c). */
import { readFile } from 'node:fs/promises';
import { isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect, type TLSSocket, type ConnectionOptions as TlsOptions } from 'node:tls';
import { LibvirtError } from '../errors.js';
import type { Surroundings } from './surroundings.js';
import { flag, type LibvirtUri } from './uri.js';

interface Files {
  readonly ca: string;
  readonly crl: string;
  readonly cert: string;
  readonly key: string;
}

const inOne = (directory: string): Files => ({
  ca: join(directory, 'cacert.pem'),
  crl: join(directory, 'cacrl.pem'),
  cert: join(directory, 'clientcert.pem'),
  key: join(directory, 'clientkey.pem'),
});

const systemFiles = (pki: string): Files => ({
  ca: join(pki, 'CA/cacert.pem'),
  crl: join(pki, 'CA/cacrl.pem'),
  cert: join(pki, 'libvirt/clientcert.pem'),
  key: join(pki, 'libvirt/private/clientkey.pem'),
});

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new LibvirtError('invalid', `cannot read ${path}`, { cause });
  }
}

/**
 * The certificates to use: those under `pkipath`, all of them; else each of the user's own, else the system's
 * (virNetTLSContextLocateCredentials). Throws `LibvirtError` of kind `invalid` naming the file that is missing.
 */
export async function credentials(uri: LibvirtUri, where: Surroundings): Promise<TlsOptions> {
  const verify = !flag(uri, 'no_verify');
  const given = uri.parameters.get('pkipath');
  const places =
    given === undefined
      ? [...(where.privileged ? [] : [inOne(where.userPki)]), systemFiles(where.systemPki)]
      : [inOne(given)];
  const first = async (kind: keyof Files): Promise<Buffer | undefined> => {
    for (const place of places) {
      const content = await readIfThere(place[kind]);
      if (content !== undefined) return content;
    }
    return undefined;
  };
  const pair = async (): Promise<{ cert: Buffer; key: Buffer } | undefined> => {
    for (const place of places) {
      const [cert, key] = await Promise.all([readIfThere(place.cert), readIfThere(place.key)]);
      if (cert !== undefined && key !== undefined) return { cert, key };
    }
    return undefined;
  };
  const [ca, crl, own] = await Promise.all([first('ca'), first('crl'), pair()]);
  const tried = (kind: keyof Files): string => places.map((place) => place[kind]).join(', ');
  if (ca === undefined && verify) throw new LibvirtError('invalid', `no CA certificate: tried ${tried('ca')}`);
  if (own === undefined && given !== undefined) {
    throw new LibvirtError('invalid', `no client certificate and key: tried ${tried('cert')} and ${tried('key')}`);
  }
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    ...(crl === undefined ? {} : { crl }),
    ...(own ?? {}),
  };
}

/** The daemon's one byte: 1 where it accepts our certificate and address. */
async function consent(socket: TLSSocket): Promise<void> {
  for (;;) {
    const byte: Buffer | null = socket.read(1);
    if (byte !== null) {
      if (byte[0] === 1) return;
      throw new LibvirtError('authentication', 'the daemon refused our certificate or address');
    }
    await new Promise<void>((resolve, reject) => {
      const done = (error?: Error): void => {
        socket.off('readable', done).off('error', done).off('end', ended).off('close', ended);
        if (error === undefined) resolve();
        else
          reject(
            new LibvirtError('authentication', `the daemon refused our certificate: ${error.message}`, {
              cause: error,
            }),
          );
      };
      const ended = (): void => done(new Error('it closed the connection'));
      socket
        .once('readable', () => done())
        .once('error', done)
        .once('end', ended)
        .once('close', ended);
    });
    if (socket.readableEnded || socket.destroyed) {
      throw new LibvirtError(
        'authentication',
        'the daemon refused our certificate or address, and closed the connection',
      );
    }
  }
}

/** A TLS session over a connected socket. Takes the socket over: on failure it is destroyed. */
export async function startTls(
  socket: Socket,
  host: string,
  options: TlsOptions,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const secure = await new Promise<TLSSocket>((resolve, reject) => {
      const session = connect({ ...options, socket, host, ...(isIP(host) === 0 ? { servername: host } : {}) });
      session.once('error', reject);
      session.once('close', () => reject(new Error('the connection closed during the TLS handshake')));
      session.once('secureConnect', () => {
        session.off('error', reject);
        resolve(session);
      });
    });
    await consent(secure);
    return secure;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
