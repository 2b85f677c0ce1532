import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '../helpers/emulator.js';
import type { Libvirtd } from '../helpers/libvirtd.js';
import { machineUri, serveMany } from './many.js';
import { atMost, type Bench, timed } from './mark.js';

const others = 100;

/** Milliseconds that each read of a machine took while this was done. */
const readMeanwhile = async (
  { url, authorization }: Emulator,
  work: () => Promise<void>,
): Promise<readonly number[]> => {
  const program = fileURLToPath(new URL('reader.ts', import.meta.url));
  const argv = ['--pdeathsig', 'KILL', process.execPath, '--import', 'tsx', program];
  const child = spawn('setpriv', [...argv, `${url}${machineUri(150)}`, authorization], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = once(child, 'exit');
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the reader ended: ${String((await gone)[0])}`);
    return value;
  };
  await line();
  await work();
  child.stdin.end();
  return JSON.parse(await line()) as readonly number[];
};

/** A hundred machines are powered on at once, while somebody keeps reading another one. */
export const power = (libvirtd: Libvirtd): Bench => ({
  name: 'power',
  run: async () => {
    const emulator = await serveMany(libvirtd, 200);
    try {
      let seconds = 0;
      const delays = await readMeanwhile(emulator, async () => {
        seconds = await timed(async () => {
          await Promise.all(
            Array.from({ length: others }, async (_, index) => {
              const target = `${machineUri(index)}/Actions/ComputerSystem.Reset`;
              const reply = await emulator.request('POST', target, { ResetType: 'On' });
              if (reply.status !== 204) throw new Error(`power on: ${reply.status} ${await reply.text()}`);
            }),
          );
        });
      });
      console.log(
        `  ${others} machines on in ${seconds.toFixed(2)} s, ${delays.length} reads of another one meanwhile`,
      );
      return [atMost('longest read of another machine while 100 are powered on', Math.max(...delays), 50, 'ms')];
    } finally {
      await emulator.stop();
    }
  },
});
