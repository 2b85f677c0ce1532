import { readFile } from 'node:fs/promises';
import { waitFor } from './wait.js';

/** What a guest's probes said on its serial console, in order: the proof of what really booted. */
export interface Witness {
  /** `booted from cd (pc)`, `reboots`, ...: the part after `probe: `. */
  said(): Promise<readonly string[]>;
  /** Where it booted from, every time: `cd`, `disk`. */
  boots(): Promise<readonly string[]>;
  /** Waits until it has booted `count` times, and returns all boots. */
  booted(count: number): Promise<readonly string[]>;
  /** Waits until it has said so. */
  heard(what: string): Promise<void>;
}

const lines = async (path: string): Promise<readonly string[]> => {
  const text = await readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    // Before the first start there is no file, and nothing was said.
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // Whole lines only; firmware writes escape sequences between them.
  return [...text.matchAll(/probe: ([^\r\n]*)\r?\n/g)].map((match) => match[1] ?? '');
};

// OVMF under emulation on a busy machine takes its time.
const patience = { limit: 110_000, every: 100 };

export const witness = (serialPath: string): Witness => {
  const said = (): Promise<readonly string[]> => lines(serialPath);
  const boots = async (): Promise<readonly string[]> =>
    (await said()).flatMap((line) => /^booted from (\S+)/.exec(line)?.[1] ?? []);
  return {
    said,
    boots,
    booted: (count) =>
      waitFor(
        `boot number ${count} on ${serialPath}`,
        async () => {
          const all = await boots();
          return all.length >= count && all;
        },
        patience,
      ),
    heard: async (what) => {
      await waitFor(`"${what}" on ${serialPath}`, async () => (await said()).includes(what), patience);
    },
  };
};
