/** From a URI to a socket that speaks libvirt's RPC. */
import type { Duplex } from 'node:stream';
import { LibvirtError, messageOf } from '../errors.js';
import { dialProgram } from './program.js';
import { isSession, socketPaths } from './sockets.js';
import { sshCommand } from './ssh.js';
import type { Surroundings } from './surroundings.js';
import { dialSocket } from './tcp.js';
import { credentials, startTls } from './tls.js';
import type { LibvirtUri } from './uri.js';

export interface DialOptions {
  readonly socketDirs?: readonly string[];
  readonly readOnly: boolean;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
}

const defaultPorts = { tcp: 16_509, tls: 16_514 } as const;

/** The meaning of the system's words for why a socket cannot be reached. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such socket',
  ECONNREFUSED: 'no daemon listens there',
  EACCES: 'permission denied',
  ENOTSOCK: 'not a socket',
  ENOTFOUND: 'no such host',
  EHOSTUNREACH: 'no route to the host',
};

const because = (error: unknown): string =>
  (error instanceof Error && 'code' in error && typeof error.code === 'string' ? reasons[error.code] : undefined) ??
  messageOf(error);

async function dialUnix(uri: LibvirtUri, options: DialOptions): Promise<Duplex> {
  const { surroundings, socketDirs, readOnly, signal } = options;
  const standard = isSession(uri) ? surroundings.sessionSockets : surroundings.systemSockets;
  const failures: string[] = [];
  const causes: unknown[] = [];
  for (const path of socketPaths(uri, socketDirs ?? [standard], readOnly)) {
    try {
      return await dialSocket({ path }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      failures.push(`${path}: ${because(error)}`);
      causes.push(error);
    }
  }
  throw new LibvirtError('unavailable', `no daemon for ${uri.printable}: tried ${failures.join('; ')}`, {
    cause: causes.length === 1 ? causes[0] : new AggregateError(causes),
  });
}

async function dialHost(uri: LibvirtUri, transport: 'tcp' | 'tls', options: DialOptions): Promise<Duplex> {
  const { host = 'localhost', port = defaultPorts[transport] } = uri;
  const secrets = transport === 'tls' ? await credentials(uri, options.surroundings) : undefined;
  try {
    const socket = await dialSocket({ host, port }, options.signal);
    return secrets === undefined ? socket : await startTls(socket, host, secrets, options.signal);
  } catch (error) {
    if (options.signal.aborted || error instanceof LibvirtError) throw error;
    const message = `no daemon for ${uri.printable}: tried ${host} port ${port}: ${because(error)}`;
    throw new LibvirtError('unavailable', message, { cause: error });
  }
}

/** Rejects with `LibvirtError`, or with the signal's reason. */
export async function dial(uri: LibvirtUri, options: DialOptions): Promise<Duplex> {
  const { transport, parameters } = uri;
  options.signal.throwIfAborted();
  if (parameters.has('tls_priority')) {
    throw new LibvirtError('invalid', 'tls_priority= is a GnuTLS setting, which this client does not have');
  }
  if (transport === 'unix') return dialUnix(uri, options);
  if (transport === 'tcp' || transport === 'tls') return dialHost(uri, transport, options);
  if (transport === 'ext') {
    const command = parameters.get('command');
    if (command === undefined) throw new LibvirtError('invalid', 'the ext transport needs command=');
    return dialProgram(command, []);
  }
  const { command, args } = sshCommand(uri, options.readOnly);
  return dialProgram(command, args);
}
