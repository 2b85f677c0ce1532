/** From a URI to a connection that is logged in and has the hypervisor open. */
import { dial } from '../dial/dial.js';
import { surroundings } from '../dial/surroundings.js';
import type { LibvirtUri } from '../dial/uri.js';
import { isLibvirtError, LibvirtError, messageOf } from '../errors.js';
import type { ConnectOptions } from '../options.js';
import { type Connection, type ConnectionOptions, createConnection } from '../wire/connection.js';
import type { CallOptions } from '../wire/pending-call.js';
import { remote } from '../wire/protocol.generated.js';

/** `remote_auth_type`. */
const Authentication = { NONE: 0, SASL: 1, POLKIT: 2 } as const;
const readOnlyFlag = 1;
/** `VIR_DRV_FEATURE_PROGRAM_KEEPALIVE`: asking for it also starts the daemon's own pings. */
const keepAliveFeature = 10;

async function logIn(connection: Connection, options: CallOptions): Promise<void> {
  const { types } = await connection.call(remote.AUTH_LIST, undefined, options);
  if (types.length === 0 || types.includes(Authentication.NONE)) return;
  if (!types.includes(Authentication.POLKIT)) {
    throw new LibvirtError('authentication', 'the daemon wants a SASL login, which this client does not have');
  }
  try {
    await connection.call(remote.AUTH_POLKIT, undefined, options);
  } catch (cause) {
    if (!isLibvirtError(cause) || cause.kind !== 'remote') throw cause;
    const message = `polkit does not let this user in (org.libvirt.unix.manage): ${cause.message}`;
    throw new LibvirtError('authentication', message, { cause });
  }
}

export interface SessionOptions extends ConnectOptions, Pick<ConnectionOptions, 'onMessage'> {
  /** A connection for one stream: it may stand still for as long as its reader does, so it has no keep-alive. */
  readonly forStream?: boolean;
}

/** Rejects with `LibvirtError`. */
export async function openSession(uri: LibvirtUri, options: SessionOptions): Promise<Connection> {
  const {
    connectTimeout = 10_000,
    readOnly = false,
    socketDirs,
    window,
    onCall,
    onMessage,
    forStream = false,
  } = options;
  const attempt = new AbortController();
  const signal = attempt.signal;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    attempt.abort();
  }, connectTimeout);
  const giveUp = (): void => attempt.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', giveUp, { once: true });
  if (options.signal?.aborted) giveUp();
  let connection: Connection | undefined;
  try {
    const socket = await dial(uri, {
      readOnly,
      signal,
      surroundings: surroundings(),
      ...(socketDirs === undefined ? {} : { socketDirs }),
    });
    connection = createConnection(socket, {
      ...(window === undefined ? {} : { window }),
      ...(onCall === undefined ? {} : { onCall }),
      ...(onMessage === undefined ? {} : { onMessage }),
    });
    await logIn(connection, { signal });
    const keepAlive = forStream ? false : (options.keepAlive ?? { interval: 5000, count: 5 });
    if (keepAlive !== false) {
      const { supported } = await connection.call(
        remote.CONNECT_SUPPORTS_FEATURE,
        { feature: keepAliveFeature },
        { signal },
      );
      if (supported !== 0) connection.keepAlive(keepAlive);
    }
    await connection.call(remote.CONNECT_OPEN, { name: uri.remote, flags: readOnly ? readOnlyFlag : 0 }, { signal });
    return connection;
  } catch (error) {
    connection?.close();
    if (late) {
      throw new LibvirtError('timeout', `${uri.printable} did not answer within ${connectTimeout} ms`, {
        cause: error,
      });
    }
    if (options.signal?.aborted) throw new LibvirtError('cancelled', 'connecting was given up', { cause: error });
    if (error instanceof LibvirtError) throw error;
    throw new LibvirtError('unavailable', `${uri.printable}: ${messageOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', giveUp);
  }
}
