/** One command at a time for a lab, among those that change it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { PlanError } from '../plan/change.js';
import type { Lab } from '../spec/types.js';

/**
 * In Linux's abstract namespace (unix(7)): it has no file that could be left, and goes with its process, however that
 * ends. It is of a network namespace: commands in another one, or on another host, are not seen.
 */
const addressOf = ({ name, hypervisors }: Lab): string => {
  const uris = hypervisors.map(({ uri }) => uri).join('\n');
  return `\0redfish-emu/lab/${createHash('sha256').update(`${name}\n${uris}`).digest('hex')}`;
};

const listen = async (address: string, says: string): Promise<Server | undefined> => {
  const server = createServer((peer) => peer.on('error', () => {}).end(says));
  server.listen(address);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
};

/** What the holder says of itself. Undefined: it has gone meanwhile. */
const askHolder = (address: string): Promise<string | undefined> => {
  const socket = connect(address);
  socket.setTimeout(2000, () => socket.destroy());
  return text(socket).catch(() => undefined);
};

/** Which command is at work on a lab, as it says of itself: `lab rehearse (process 4711)`. Undefined: none is. */
export const holderOf = async (lab: Lab): Promise<string | undefined> => (await askHolder(addressOf(lab))) || undefined;

/**
 * Does `work` with the lab's lock, from before its survey to its end. Throws `PlanError` where another command has the
 * lock, with its name and process. Not within itself: it would wait for nobody, and be refused.
 */
export const locked = async <T>(lab: Lab, command: string, work: () => Promise<T>): Promise<T> => {
  const address = addressOf(lab);
  const server = await listen(address, `${command} (process ${process.pid})`);
  if (server === undefined) {
    const holder = (await askHolder(address)) || 'another command';
    throw new PlanError([`${holder} is at work on the lab ${lab.name}: wait for it`]);
  }
  try {
    return await work();
  } finally {
    server.close();
  }
};
