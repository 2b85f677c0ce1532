import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlGroups, removeControlGroup } from './cgroups.js';

const prefix = 'redfish-emu-test-';

/** A directory for this test process: its name carries the process id, so that `sweep` can tell whether it is still needed. */
export const temporaryDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));

export const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isLeft = (name: string): boolean => {
  const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
  return pid > 0 && !alive(pid);
};

/** Removes what test processes that are no more have left behind. Daemons and guests need no sweep: they die with their test. */
export const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) if (isLeft(name)) await remove(join(tmpdir(), name));
  for (const name of await controlGroups()) if (isLeft(name)) await removeControlGroup(name);
};
