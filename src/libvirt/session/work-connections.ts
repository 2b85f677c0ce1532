import type { Link } from '../link.js';
import type { Connection } from '../wire/connection.js';

/**
 * Connections for slow calls, made as they are wanted. A guest whose QEMU answers no more holds a place of its
 * connection for good, and four of them all places: then the next call gets a new connection, so that machines do not
 * wait for each other. The limit keeps room among libvirtd's workers (`max_workers`, 20) for everybody else.
 */
export interface WorkConnections {
  readonly call: Link['call'];
  /** They are closed by somebody else. */
  forget(): void;
}

const limit = 4;
/** Calls that a connection takes before it is there to be asked. */
const window = 4;

interface Place {
  readonly opening: Promise<Connection>;
  connection: Connection | undefined;
  /** Calls that wait for it to be there. */
  coming: number;
}

export function createWorkConnections(open: () => Promise<Connection>): WorkConnections {
  const places = new Set<Place>();
  const room = ({ connection, coming }: Place): number => (connection?.room ?? window) - coming;

  function add(): Place {
    const place: Place = { opening: open(), connection: undefined, coming: 0 };
    places.add(place);
    const forget = () => void places.delete(place);
    place.opening
      .then((connection) => {
        place.connection = connection;
        return connection.closed;
      })
      .then(forget, forget);
    return place;
  }

  function choose(): Place {
    const [best] = [...places].sort((a, b) => room(b) - room(a));
    if (best && (room(best) > 0 || places.size >= limit)) return best;
    return add();
  }

  return {
    async call(procedure, args, options) {
      const place = choose();
      place.coming += 1;
      // What has come is on its way at the same moment: in between the place would seem to have room.
      const { answer } = await place.opening
        .then((connection) => ({ answer: connection.call(procedure, args, options) }))
        .finally(() => {
          place.coming -= 1;
        });
      return answer;
    },
    forget: () => places.clear(),
  };
}
