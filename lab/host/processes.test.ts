import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitFor } from '../../test/helpers/wait.js';
import { createProcesses } from './processes.js';
import type { Service } from './service.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lab-processes-'));
});
afterEach(async () => {
  await createProcesses(dir).remove('dns');
  await rm(dir, { recursive: true, force: true });
});

const service = (script: string): Service => ({
  name: 'dns',
  description: 'Names',
  command: ['sh', join(dir, script)],
  files: {},
});
const numbers = async (): Promise<readonly number[]> =>
  (await readFile(join(dir, 'dns.pid'), 'utf8')).trim().split('\n').map(Number);
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('keeps a program running, and ends one whose supervisor was killed', async () => {
  const services = createProcesses(dir);
  await writeFile(join(dir, 'stays'), 'while :; do sleep 1; done\n');
  await services.install(service('stays'));
  await services.start('dns');
  expect(await services.isRunning('dns')).toBe(true);
  expect(await services.installed()).toEqual(['dns']);
  const [supervisor = 0, program = 0] = await numbers();
  process.kill(program, 'SIGKILL');
  await waitFor('another', async () => (await numbers())[1] !== program && (await services.isRunning('dns')));

  const [, orphan = 0] = await numbers();
  process.kill(supervisor, 'SIGKILL');
  await waitFor('the supervisor to be gone', async () => !lives(supervisor));
  expect(await services.isRunning('dns')).toBe(false);
  expect(lives(orphan)).toBe(true);
  await services.start('dns');
  expect(lives(orphan)).toBe(false);
  expect(await services.isRunning('dns')).toBe(true);
  await services.remove('dns');
  expect(await services.installed()).toEqual([]);
});

it('says what a program said that does not stay up, and starts it once that is mended', async () => {
  const services = createProcesses(dir);
  await writeFile(join(dir, 'ends'), 'echo the port is taken >&2\nexit 1\n');
  await services.install(service('ends'));
  await expect(services.start('dns')).rejects.toThrow(/dns does not stay up: .*the port is taken/);
  // No less the second time: its supervisor is there, and the program is not.
  await expect(services.start('dns')).rejects.toThrow('does not stay up');
  await writeFile(join(dir, 'ends'), 'while :; do sleep 1; done\n');
  await services.start('dns');
  expect(await services.isRunning('dns')).toBe(true);
});

it('takes away what one that was killed has left, before each start', async () => {
  const services = createProcesses(dir);
  const pidFile = join(dir, 'program.pid');
  await writeFile(pidFile, `${process.pid}`);
  await writeFile(join(dir, 'stays'), `[ -e ${pidFile} ] && exit 1; echo 1 > ${pidFile}; while :; do sleep 1; done\n`);
  await services.install({ ...service('stays'), stale: [pidFile] });
  await services.start('dns');
  const [, program = 0] = await numbers();
  process.kill(program, 'SIGKILL');
  await waitFor('another', async () => (await numbers())[1] !== program && (await services.isRunning('dns')));
});

it('finds a supervisor whose number nobody has written down', async () => {
  const services = createProcesses(dir);
  await writeFile(join(dir, 'stays'), 'while :; do sleep 1; done\n');
  await services.install(service('stays'));
  await services.start('dns');
  const [supervisor = 0, program = 0] = await numbers();
  await rm(join(dir, 'dns.pid'));
  await services.start('dns');
  expect([supervisor, program].map(lives)).toEqual([false, false]);
  expect((await numbers())[0]).not.toBe(supervisor);
});

it('knows, and ends, what runs of a directory that somebody has removed', async () => {
  const services = createProcesses(dir);
  // Not in the directory that goes.
  const script = `${dir}-stays`;
  await writeFile(script, 'while :; do sleep 1; done\n');
  await services.install({ ...service('stays'), command: ['sh', script] });
  await services.start('dns');
  const both = await numbers();
  await rm(dir, { recursive: true });
  expect(await services.installed()).toEqual(['dns']);
  await services.remove('dns');
  expect(both.map(lives)).toEqual([false, false]);
  expect(await services.installed()).toEqual([]);
  await rm(script);
});
