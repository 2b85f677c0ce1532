import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProcesses } from '../host/processes.js';
import { placeProblems } from './places.js';

it('tells what cannot be written, of what is to be', async () => {
  const above = mkdtempSync(join(tmpdir(), 'lab-places-'));
  const file = join(above, 'file');
  writeFileSync(file, '');
  const of = (dir: string, hostsFile: string, ...items: readonly string[]) =>
    placeProblems(
      { dir, hostsFile, services: createProcesses(dir) },
      items.map((item) => ({ item, what: `names of the lab in ${hostsFile}` })),
    );
  const all = ['network/lab', 'service/dns', 'host/names'];
  expect(await of(join(above, 'labs/one'), file, ...all)).toEqual([]);
  expect(await of(join(above, 'labs/one'), join(above, 'hosts'), ...all)).toEqual([]);
  const problems = await of(join(file, 'labs/one'), join(file, 'hosts'), ...all);
  expect(problems).toEqual([
    expect.stringMatching(/ENOTDIR.*--state-dir/),
    expect.stringMatching(/ENOTDIR.*host: none/),
  ]);
  expect(await of(join(file, 'labs/one'), join(file, 'hosts'), 'network/lab')).toEqual([]);
  rmSync(above, { recursive: true });
});
