/** A lab whose `create` and `destroy` are killed anywhere, as processes of their own, on a host that is looked at before and after. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabHost, nineMachines, type Ran, startLabHost } from '../../helpers/lab-host.js';

vi.setConfig({ testTimeout: 600_000 });

let host: LabHost;
let file: string;
let before: readonly string[];

/** `SEED=... ROUNDS=10 npx vitest ...`: the same points again, or more of them. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const rounds = Number(process.env.ROUNDS ?? 1);
let state = seed;
/** Below `limit`. Lehmer's generator. */
const random = (limit: number): number => {
  state = (state * 48_271 + 11) % 2_147_483_647;
  return state % limit;
};

beforeAll(async () => {
  host = await startLabHost();
  const { libvirtd } = host;
  file = join(libvirtd.dir, 'lab.yaml');
  await writeFile(file, `${await nineMachines(libvirtd)}dns: { upstream: [192.0.2.53], host: hosts }\n`);
  before = await host.inventory();
  console.log(`SEED=${seed}`);
});
afterAll(() => host?.stop());

const lab = (...args: readonly string[]): Promise<Ran> => host.run(...args, '--file', file);

/** Lets it print this many lines, and kills it a while later. */
const kill = async (command: 'create' | 'destroy', lines: number, pause: number): Promise<void> => {
  const running = host.start(command, '--yes', '--file', file);
  const there = new Promise<void>((resolve) => {
    let printed = 0;
    if (lines === 0) resolve();
    running.onLine(() => {
      printed += 1;
      if (printed === lines) resolve();
    });
  });
  const ended = await Promise.race([running.ended, there.then(() => sleep(pause))]);
  if (ended === undefined) await running.kill();
  else expect(ended.code, ended.out).toBe(0);
  console.log(`${command}: ${lines} lines and ${pause} ms, ${ended === undefined ? 'killed' : 'done before that'}`);
};

/** `count` numbers of lines, one from each part of a run that prints `lines`; in between are the pauses. */
const points = (count: number, lines: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count * rounds }, (_, index) => [
    Math.floor(((index % count) + random(1000) / 1000) * (lines / count)),
    random(500),
  ]);

/** Nothing of it is left, nor anything else changed. */
const gone = async (): Promise<void> => {
  const { code, out } = await lab('destroy', '--yes');
  expect(code, out).toBe(0);
  const after = await host.inventory();
  expect({
    left: after.filter((line) => !before.includes(line)),
    lost: before.filter((line) => !after.includes(line)),
  }).toEqual({ left: [], lost: [] });
};

it('leaves the host as it was, when it was made in peace', async () => {
  const made = await lab('create');
  expect(made.code, made.out).toBe(0);
  await gone();
  expect((await lab('destroy', '--yes')).out).toContain('there is nothing of it');
});

it('leaves the host as it was, wherever its making was killed', async () => {
  for (const [lines, pause] of points(3, 26)) {
    await kill('create', lines, pause);
    await gone();
  }
});

it('is made in the end, however often that was killed', async () => {
  for (const [lines, pause] of points(3, 12)) await kill('create', lines, pause);
  const made = await lab('create');
  expect(made.code, made.out).toBe(0);
  expect(await lab('plan')).toMatchObject({ code: 0, out: 'lab ic4s20: everything is as specified.' });
  const verified = await lab('verify', '--timeout', '60');
  expect(verified.code, verified.out).toBe(0);
});

it('is gone in the end, however often that was killed', async () => {
  for (const [lines, pause] of points(2, 8)) await kill('destroy', lines, pause);
  await gone();
});
