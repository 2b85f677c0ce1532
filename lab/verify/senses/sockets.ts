import { connect as connectTcp } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';

/** What came of a handshake: somebody's certificate, an end without one, or not even a connection. */
export type Greeting =
  | { readonly outcome: 'certificate'; readonly fits: boolean; readonly names: string }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'unreachable'; readonly why: string }
  /** Connected, and nothing was said until the signal aborted. */
  | { readonly outcome: 'silent' };

export const greet = (address: string, port: number, name: string, signal: AbortSignal): Promise<Greeting> =>
  new Promise((resolve) => {
    let connected = false;
    const tcp = connectTcp({ host: address, port });
    const tls = connectTls({ socket: tcp, servername: name, rejectUnauthorized: false });
    const end = (greeting: Greeting): void => {
      signal.removeEventListener('abort', stop);
      tls.destroy();
      tcp.destroy();
      resolve(greeting);
    };
    const stop = (): void => end(connected ? { outcome: 'silent' } : { outcome: 'unreachable', why: 'no answer' });
    const broken = (error?: Error): void =>
      end(connected ? { outcome: 'refused' } : { outcome: 'unreachable', why: error?.message ?? 'closed' });
    tcp.on('connect', () => {
      connected = true;
    });
    tcp.on('error', broken);
    tls.on('error', broken);
    tls.on('close', () => broken());
    tls.on('secureConnect', () => {
      const certificate = tls.getPeerCertificate();
      const { subjectaltname = '', subject } = certificate;
      end({
        outcome: 'certificate',
        fits: checkServerIdentity(name, certificate) === undefined,
        names: subjectaltname.replaceAll('DNS:', '') || String(subject?.CN ?? 'nobody'),
      });
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

export const listens = (address: string, port: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectTcp({ host: address, port, signal });
    const end = (connected: boolean): void => {
      socket.destroy();
      resolve(connected);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
