import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { wellSubject } from '../../test/helpers/played-lab.js';
import { PlanError } from '../plan/change.js';
import { locked } from './lock.js';

/** Of this test run alone. */
const lab = { ...wellSubject().lab, name: `lock-${process.pid}` };
const other = { ...lab, name: `${lab.name}-other` };

it('lets one command at a time work on a lab, tells the others who it is, and lets go whatever happens', async () => {
  const second = locked(lab, 'lab create', () => locked(lab, 'lab destroy', async () => 'both'));
  await expect(second).rejects.toThrow(
    new PlanError([`lab create (process ${process.pid}) is at work on the lab ${lab.name}: wait for it`]),
  );
  expect(await locked(lab, 'lab create', () => locked(other, 'lab create', async () => 'both'))).toBe('both');
  await expect(locked(lab, 'lab create', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await locked(lab, 'lab create', async () => 'done')).toBe('done');
});

it('goes with its process, and is not inherited', async () => {
  const script = `
    import { spawn } from 'node:child_process';
    import { locked } from ${JSON.stringify(new URL('lock.ts', import.meta.url).href)};
    const [, lab] = process.argv;
    await locked(JSON.parse(lab), 'lab snapshot create', async () => {
      const child = spawn('sleep', ['600'], { stdio: 'ignore' });
      console.log(child.pid);
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    });`;
  const said = JSON.stringify({ name: lab.name, hypervisors: lab.hypervisors });
  const args = ['--import', 'tsx', '--input-type', 'module', '--eval', script, said];
  const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [child] = await once(holder.stdout, 'data');
  try {
    await expect(locked(lab, 'lab create', async () => 'both')).rejects.toThrow(
      `lab snapshot create (process ${holder.pid}) is at work`,
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await locked(lab, 'lab create', async () => 'done')).toBe('done');
  } finally {
    holder.kill('SIGKILL');
    process.kill(Number(String(child)));
  }
});
