import { setTimeout as sleep } from 'node:timers/promises';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { machineUri, serveMany } from './many.js';
import { atMost, type Bench, timed } from './mark.js';

const others = 100;

/** A hundred machines are powered on at once, while somebody keeps reading another one. */
export const power = (libvirtd: Libvirtd): Bench => ({
  name: 'power',
  run: async () => {
    const emulator = await serveMany(libvirtd, 200);
    try {
      const read = () => timed(() => emulator.get(machineUri(150)));
      for (let index = 0; index < 50; index += 1) await read();
      let over = false;
      const delays: number[] = [];
      const reader = (async () => {
        while (!over) {
          delays.push((await read()) * 1000);
          await sleep(2);
        }
      })();
      const seconds = await timed(() =>
        Promise.all(
          Array.from({ length: others }, async (_, index) => {
            const target = `${machineUri(index)}/Actions/ComputerSystem.Reset`;
            const reply = await emulator.request('POST', target, { ResetType: 'On' });
            if (reply.status !== 204) throw new Error(`power on: ${reply.status} ${await reply.text()}`);
          }),
        ),
      );
      over = true;
      await reader;
      console.log(
        `  ${others} machines on in ${seconds.toFixed(2)} s, ${delays.length} reads of another one meanwhile`,
      );
      return [atMost('longest read of another machine while 100 are powered on', Math.max(...delays), 50, 'ms')];
    } finally {
      await emulator.stop();
    }
  },
});
