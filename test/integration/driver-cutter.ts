import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { qemu, remote } from '../../src/libvirt/index.js';

/** Calls that change something: between two of these an emulator may be killed. */
const writes = new Set(
  [
    remote.DOMAIN_DEFINE_XML_FLAGS,
    remote.DOMAIN_SET_METADATA,
    remote.DOMAIN_ATTACH_DEVICE_FLAGS,
    remote.DOMAIN_UPDATE_DEVICE_FLAGS,
    remote.DOMAIN_DETACH_DEVICE_ALIAS,
    remote.DOMAIN_CREATE_WITH_FLAGS,
    remote.DOMAIN_DESTROY_FLAGS,
    remote.DOMAIN_RESET,
    remote.DOMAIN_RESUME,
    qemu.DOMAIN_MONITOR_COMMAND,
  ].map(({ program, number }) => `${program} ${number}`),
);

/** Stands between a driver and libvirtd, and cuts the driver off for good after so many writes. */
export interface Cutter {
  readonly socket: string;
  /** How many writes went through. */
  readonly writes: number;
  readonly cut: boolean;
  close(): Promise<void>;
}

const isQuery = (frame: Buffer): boolean => frame.includes('qom-get');

/** `after` writes are answered; then every connection ends, before the answer to the last one comes through. */
export async function startCutter(target: string, path: string, after: number): Promise<Cutter> {
  const sockets = new Set<Socket>();
  let count = 0;
  let cut = false;
  let last: { readonly client: Socket; readonly serial: number } | undefined;

  const end = (): void => {
    cut = true;
    for (const socket of sockets) socket.destroy();
  };
  const frames = (take: (frame: Buffer) => void) => {
    let rest = Buffer.alloc(0);
    return (chunk: Buffer): void => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
        const frame = rest.subarray(0, rest.readUInt32BE(0));
        rest = rest.subarray(frame.length);
        take(frame);
      }
    };
  };

  const server = createServer((client) => {
    if (cut) return client.destroy();
    const daemon = connect(target);
    for (const socket of [client, daemon]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        daemon.destroy();
      });
    }
    client.on(
      'data',
      frames((frame) => {
        // Header: length, program, version, procedure, type, serial, status (virnetprotocol.x). Type 0 is a call.
        const call = `${frame.readUInt32BE(4)} ${frame.readUInt32BE(12)}`;
        if (frame.readUInt32BE(16) === 0 && writes.has(call) && !isQuery(frame)) {
          count += 1;
          if (count === after) last = { client, serial: frame.readUInt32BE(20) };
        }
        if (!cut) daemon.write(frame);
      }),
    );
    daemon.on(
      'data',
      frames((frame) => {
        const isReply = frame.readUInt32BE(16) === 1;
        if (last?.client === client && isReply && frame.readUInt32BE(20) === last.serial) end();
        if (!cut) client.write(frame);
      }),
    );
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    socket: path,
    get writes() {
      return count;
    },
    get cut() {
      return cut;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
