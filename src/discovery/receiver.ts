/** Hears what is sent to SSDP's groups, on every interface that the service is reached by. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { LocalAddress } from './addresses.js';
import { group4, groups6, ssdpPort } from './settings.js';

export interface Receiver {
  /** To whom something came from. What cannot be sent is lost, as datagrams are. */
  send(message: Buffer, to: RemoteInfo): void;
  /** Joins on interfaces that came since. */
  join(addresses: readonly LocalAddress[]): void;
  close(): void;
}

type Hear = (message: Buffer, from: RemoteInfo) => void;

/** Throws what the system says where the port cannot be had. */
export const openReceiver = async (family: 4 | 6, hear: Hear, onError: (error: Error) => void): Promise<Receiver> => {
  // Others on this host may listen to SSDP as well.
  const socket: Socket =
    family === 4
      ? createSocket({ type: 'udp4', reuseAddr: true })
      : createSocket({ type: 'udp6', reuseAddr: true, ipv6Only: true });
  const listening = once(socket, 'listening');
  socket.bind(ssdpPort);
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', onError);
  socket.on('message', hear);
  const joined = new Set<string>();

  const joinOne = ({ address, zone }: LocalAddress): void => {
    const key = family === 4 ? address : zone;
    if (joined.has(key)) return;
    try {
      if (family === 4) socket.addMembership(group4, address);
      else for (const group of Object.values(groups6)) socket.addMembership(group, zone);
      joined.add(key);
    } catch (error) {
      // An interface that goes at this moment, or is not up yet: the next time.
      if (error instanceof Error) onError(error);
    }
  };

  return {
    send: (message, { port, address }) => socket.send(message, port, address, () => undefined),
    join: (addresses) => {
      const own = addresses.filter((one) => one.family === family);
      // One that went is joined anew if it comes back.
      const there = new Set(own.map(({ address, zone }) => (family === 4 ? address : zone)));
      for (const key of joined) if (!there.has(key)) joined.delete(key);
      own.forEach(joinOne);
    },
    close: () => socket.close(),
  };
};
