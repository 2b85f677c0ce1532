/** Connections beside the main one: a few for slow calls, and one for each stream. */
import type { LibvirtUri } from '../dial/uri.js';
import { LibvirtError } from '../errors.js';
import type { Link } from '../link.js';
import type { ConnectOptions } from '../options.js';
import type { Connection } from '../wire/connection.js';
import { openSession } from './session.js';
import { dataStream } from './stream.js';
import { createWorkConnections } from './work-connections.js';

export interface SideConnections {
  /** A slow call. */
  readonly call: Link['call'];
  readonly stream: Link['stream'];
  /** Ends all of them; they may be made anew afterwards. */
  close(): void;
}

export function createSideConnections(uri: LibvirtUri, options: ConnectOptions): SideConnections {
  const open = new Set<Connection>();
  const { signal: _once, ...rest } = options;

  const session = async (how: { forStream?: boolean; signal?: AbortSignal }): Promise<Connection> => {
    const connection = await openSession(uri, { ...rest, ...how });
    open.add(connection);
    void connection.closed.then(() => open.delete(connection));
    return connection;
  };
  const work = createWorkConnections(() => session({}));

  return {
    call: work.call,
    async stream(procedure, args, callOptions = {}) {
      const signal = callOptions.signal;
      const connection = await session({ forStream: true, ...(signal === undefined ? {} : { signal }) });
      const { data, receiver } = dataStream(() => connection.close());
      try {
        const reply = await connection.call(procedure, args, callOptions, receiver);
        const abort = (): void =>
          void data.destroy(new LibvirtError('cancelled', `${procedure.name} was given up`, { cause: signal?.reason }));
        signal?.addEventListener('abort', abort, { once: true });
        data.once('close', () => signal?.removeEventListener('abort', abort));
        return { reply, data };
      } catch (error) {
        connection.close();
        throw error;
      }
    },
    close() {
      for (const connection of [...open]) connection.close();
      work.forget();
    },
  };
}
