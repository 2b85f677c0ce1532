import { run } from './run.js';

/** cgroups(7): the kernel has one tree of version 2, wherever and whether the machine has mounted it. It is mounted here for a moment. */
const inTree = (script: string, ...args: readonly string[]): Promise<string> =>
  run(['unshare', '--mount', 'sh', '-c', `mount -t cgroup2 cgroup2 /mnt && cd /mnt && ${script}`, 'sh', ...args]);

/** Those of tests, at the top of the tree. */
export const controlGroups = async (): Promise<readonly string[]> =>
  (await inTree('find . -mindepth 1 -maxdepth 1 -type d -printf "%f\\n"')).split('\n').filter((name) => name !== '');

/** With all below it; fails as long as a process is in there. */
export const removeControlGroup = (name: string): Promise<string> =>
  inTree('test ! -d "$1" || find "$1" -depth -type d -exec rmdir {} +', name);
