/** Sends to SSDP's groups. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { LocalAddress } from './addresses.js';
import { type DiscoverySettings, group4, groups6, ssdpPort } from './settings.js';

/** The group that an announcement from an address goes to, and its `HOST` header. */
const groupOf = (family: 4 | 6, { scope }: DiscoverySettings) =>
  family === 4
    ? { group: group4, host: `${group4}:${ssdpPort}` }
    : { group: groups6[scope], host: `[${groups6[scope]}]:${ssdpPort}` };

/** One message out of one interface. Throws what the system says. */
export const multicast = async (
  { family, address, zone }: LocalAddress,
  settings: DiscoverySettings,
  message: (host: string) => Buffer,
): Promise<void> => {
  const { group, host } = groupOf(family, settings);
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  try {
    const listening = once(socket, 'listening');
    socket.bind({ address });
    await listening;
    socket.setMulticastInterface(family === 4 ? address : zone);
    socket.setMulticastTTL(settings.ttl);
    const send: (message: Buffer, port: number, to: string) => Promise<unknown> = promisify(socket.send.bind(socket));
    await send(message(host), ssdpPort, group);
  } finally {
    socket.close();
  }
};
