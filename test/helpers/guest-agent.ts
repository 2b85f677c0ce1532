/**
 * A guest with an agent, without an operating system: a boot sector opens the agent's port, as QEMU's guest agent does
 * when it starts, and the tests answer in its place. libvirt connects to the socket of the channel by its path, whoever
 * listens there; with `mode='connect'` that is the test, and QEMU merely one more client of its.
 */
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';

/** A boot sector with this program at its start (x86 real mode). */
export const bootSector = (program: string): Buffer => {
  const sector = Buffer.alloc(512);
  sector.write(program.replace(/ /g, ''), 'hex');
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
};

/**
 * Opens the first port of the virtio-serial device of an i440fx board, and sleeps: finds the device on bus 0 (1af4:1003),
 * turns it on by its legacy interface (VIRTIO 1.2, 4.1.4.10), and sends DEVICE_READY, PORT_READY and PORT_OPEN by its
 * control queue (5.3.6.2).
 */
export const opensPort = bootSector(
  [
    'fa31c08ed8fc', // cli; ds = 0; cld
    '66bb00000080', // ebx = configuration address of bus 0, device 0
    '6689d8e8130066ed663df41a03107411', // scan: the device's ids: found?
    '6681c300080000ebe7', // the next device
    'baf80c66efb2fcc3', // select: outl 0xcf8, eax; dx = 0xcfc; ret
    '67668d4304e8f0ffed83c807ef', // found: command register: I/O, memory, bus master
    '67668d4310e8e3ffed83e0fc89c5', // bp = I/O ports of BAR 0
    'b800108ec0be977c31ffb93000f3a4', // the descriptors, to 0x10000
    'bf0002b90a00f3a4', // the ring of those that are available, behind 32 descriptors
    '8d561231c0ee40eeb003ee', // status: reset, ACKNOWLEDGE, DRIVER
    '8d560466b80200000066ef', // features: VIRTIO_CONSOLE_F_MULTIPORT
    '8d560eb80300ef8d560866b81000000066ef', // queue 3, to the device's control, is at page 0x10
    '8d5612b007ee8d5610b80300ef', // status: DRIVER_OK; notify queue 3
    'f4ebfd', // hlt for ever
    'd17c0000000000000800000000000000', // descriptors: three messages of 8 bytes
    'd97c0000000000000800000000000000',
    'e17c0000000000000800000000000000',
    '00000300000001000200', // three are available
    'ffffffff00000100', // DEVICE_READY
    '0100000003000100', // port 1: PORT_READY
    '0100000006000100', // port 1: PORT_OPEN
  ].join(''),
);

/** For the devices of such a machine. */
export const agentChannel = (path: string): string =>
  `<channel type='unix'><source mode='connect' path='${path}'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>`;

export interface PlayedAgent {
  /** What it answers by command (QEMU Guest Agent Protocol Reference); a command that is not here it does not know. */
  readonly answers: Record<string, unknown>;
  /** Commands that it hears and never answers. */
  readonly deafTo: Set<string>;
  /** Commands that it heard. */
  readonly heard: string[];
  close(): Promise<void>;
}

interface Command {
  readonly execute: string;
  readonly arguments?: { readonly id?: number };
}

/** Listens at `path`, and answers there as QEMU's guest agent. */
export async function playAgent(path: string, answers: Record<string, unknown>): Promise<PlayedAgent> {
  const sockets = new Set<Socket>();
  const agent = { answers, deafTo: new Set<string>(), heard: [] as string[] };

  function reply(socket: Socket, { execute, arguments: given }: Command): void {
    agent.heard.push(execute);
    if (agent.deafTo.has(execute)) return;
    const say = (answer: object, before = '') =>
      void socket.write(Buffer.from(`${before}${JSON.stringify(answer)}\n`, 'latin1'));
    if (execute === 'guest-sync') say({ return: given?.id });
    else if (execute === 'guest-sync-delimited') say({ return: given?.id }, '\xff');
    else if (execute in agent.answers) say({ return: agent.answers[execute] });
    else say({ error: { class: 'CommandNotFound', desc: `The command ${execute} has not been found` } });
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.on('data', (chunk) => {
      // A client that begins anew sends 0xff first, which is no character of JSON.
      const lines = (text + chunk.toString('latin1').replaceAll('\xff', '')).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) if (line.trim()) reply(socket, JSON.parse(line));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  // QEMU is another user.
  await chmod(path, 0o777);
  return {
    ...agent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
