/** Addresses of this host: where multicast is heard and sent, and where a client reaches us. */
import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** An address of this host, in the form that sockets take: with the zone where it is of one link alone. */
export interface LocalAddress {
  readonly family: 4 | 6;
  readonly address: string;
  /** What IPv6 names an interface by: `::%eth0`. */
  readonly zone: string;
  /** Heard on this host alone. */
  readonly internal: boolean;
}

const isLinkLocal = (address: string): boolean => /^fe[89ab]/i.test(address);
export const withoutZone = (address: string): string => address.replace(/%.*$/s, '');

/** `0.0.0.0` and `::`; the latter hears IPv4 too. */
export const isEverywhere = (address: string): boolean => address === '0.0.0.0' || address === '::';

/**
 * One address for each family and interface, at which a service that is bound to `bound` is reached: not of one link
 * alone, where there is another.
 */
export const localAddresses = (bound: string, interfaces = networkInterfaces()): readonly LocalAddress[] =>
  Object.entries(interfaces).flatMap(([name, all = []]) => {
    const reached = all.filter(({ address }) => isEverywhere(bound) || address === withoutZone(bound));
    const first = (family: 'IPv4' | 'IPv6') => {
      const own = reached.filter((one) => one.family === family);
      return own.find(({ address }) => !isLinkLocal(address)) ?? own[0];
    };
    const [four, six] = [bound === '::' || isIP(bound) === 4 ? first('IPv4') : undefined, first('IPv6')];
    const common = { zone: `::%${name}`, internal: reached.some(({ internal }) => internal) };
    return [
      ...(four ? [{ ...common, family: 4, address: four.address } as const] : []),
      ...(six && bound !== '0.0.0.0'
        ? [
            {
              ...common,
              family: 6,
              address: isLinkLocal(six.address) ? `${six.address}%${name}` : six.address,
            } as const,
          ]
        : []),
    ];
  });

/** The address that this host speaks to another one from: the one to be named to it. Sends nothing. */
export const localAddressTowards = (family: 4 | 6, peer: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    // The port does not matter: connecting a datagram socket only chooses the route.
    socket.connect(9, peer, () => {
      const { address } = socket.address();
      socket.close();
      resolve(address);
    });
  });

/** URL of a service root. An address of one link alone is named without its zone, which means something only to its host. */
export const rootUrl = (address: string, port: number): string => {
  const host = withoutZone(address);
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}/redfish/v1/`;
};
