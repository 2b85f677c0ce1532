import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../helpers/emulator.js';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { run } from '../helpers/run.js';
import { startChild } from './child.js';
import { makeImage } from './image.js';
import { atMost, type Bench, median, timed } from './mark.js';

const rounds = 3;

const media = (id: string) => `/redfish/v1/Systems/${id}/VirtualMedia/Cd`;

const insert = async (emulator: Emulator, id: string, url: string): Promise<void> => {
  const reply = await emulator.request('POST', `${media(id)}/Actions/VirtualMedia.InsertMedia`, { Image: url });
  if (reply.status !== 204) throw new Error(`insert: ${reply.status} ${await reply.text()}`);
};

const eject = async (emulator: Emulator, id: string): Promise<void> => {
  const reply = await emulator.request('POST', `${media(id)}/Actions/VirtualMedia.EjectMedia`, {});
  if (reply.status !== 204) throw new Error(`eject: ${reply.status} ${await reply.text()}`);
};

/** curl to a file, one insert, and nine at once: each of an image that nobody has seen before. */
export const inserting = (libvirtd: Libvirtd): Bench => ({
  name: 'media',
  run: async () => {
    const machines: string[] = [];
    for (let index = 0; index < 9; index += 1) machines.push((await defineMachine(libvirtd, { cd: true })).uuid);
    const server = await startChild('files.ts', libvirtd.dir);
    const emulator = await startEmulator({
      dir: join(libvirtd.dir, 'emulator-media'),
      uris: [libvirtd.uri],
      measured: true,
      // Nothing of one round may serve the next, or fill the disk.
      args: ['--cache-size', '0', '--media-wait', '10m'],
    });
    const first = machines[0] ?? '';
    const one: number[] = [];
    const nine: number[] = [];
    try {
      for (let round = 0; round < rounds; round += 1) {
        const fetchAs = async (name: string, work: (url: string) => Promise<unknown>): Promise<number> => {
          const file = join(libvirtd.dir, name);
          await makeImage(file, round * 7 + name.length);
          const seconds = await timed(() => work(`http://127.0.0.1:${server.port}/${name}`));
          await rm(file);
          return seconds;
        };
        const copy = join(libvirtd.dir, 'copy');
        const curl = await fetchAs('by-curl.iso', (url) => run(['curl', '-sf', '-o', copy, url], { timeout: 600_000 }));
        await rm(copy);
        const alone = await fetchAs('alone.iso', (url) => insert(emulator, first, url));
        await eject(emulator, first);
        const together = await fetchAs('together.iso', (url) =>
          Promise.all(machines.map((id) => insert(emulator, id, url))),
        );
        for (const id of machines) await eject(emulator, id);
        console.log(
          `  1 GiB: curl ${curl.toFixed(2)} s, insert ${alone.toFixed(2)} s, nine at once ${together.toFixed(2)} s`,
        );
        one.push(alone / curl);
        nine.push(together / alone);
      }
    } finally {
      await emulator.stop();
      await server.stop();
    }
    return [
      atMost('insert of 1 GiB from loopback / curl', median(one), 1.5),
      atMost('the same 1 GiB into nine machines at once / into one', median(nine), 1.3),
    ];
  },
});
