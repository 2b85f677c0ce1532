import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ownProgram } from '../../src/package.js';
import { readIfThere, writeWhole } from './files.js';
import type { Service, ServiceManager } from './service.js';

/** Supervised processes: what keeps a lab's services running where there is no systemd. They do not outlive the host. */
export const createProcesses = (dir: string): ServiceManager => {
  const path = (name: string, ending: string): string => join(dir, `${name}.${ending}`);

  const definition = ({ name, command, stale = [] }: Service): string =>
    `${JSON.stringify({ command, log: path(name, 'log'), pidFile: path(name, 'pid'), stale }, undefined, 2)}\n`;

  const numbers = async (name: string): Promise<readonly number[]> =>
    ((await readIfThere(path(name, 'pid'))) ?? '').split('\n').map(Number);

  const wordsOf = async (pid: number): Promise<readonly string[]> =>
    pid > 1
      ? (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').filter((word) => word !== '')
      : [];

  /** Its supervisor's process, and not another that has got its number since. */
  const pidOf = async (name: string): Promise<number | undefined> => {
    const [pid = 0] = await numbers(name);
    return (await wordsOf(pid)).includes(path(name, 'service')) ? pid : undefined;
  };

  /** All that run, also one that has not written down its number yet, or whose files somebody has removed. */
  const supervisors = async (): Promise<readonly { readonly name: string; readonly pid: number }[]> => {
    const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 1);
    const words = await Promise.all(pids.map(wordsOf));
    return pids.flatMap((pid, index) => {
      const [program = '', file = ''] = words[index]?.slice(-2) ?? [];
      const name = basename(file, '.service');
      return file === path(name, 'service') && basename(program) === 'supervisor.js' ? [{ name, pid }] : [];
    });
  };
  const supervisorsOf = async (name: string): Promise<readonly number[]> =>
    (await supervisors()).filter((one) => one.name === name).map(({ pid }) => pid);

  /** The program itself, also where its supervisor was killed. */
  const programOf = async (name: string): Promise<number | undefined> => {
    const [, pid = 0] = await numbers(name);
    const text = await readIfThere(path(name, 'service'));
    if (text === undefined) return undefined;
    const { command } = JSON.parse(text) as { readonly command: readonly string[] };
    const words = await wordsOf(pid);
    return words.length > 0 && command.slice(1).every((word) => words.includes(word)) ? pid : undefined;
  };

  const until = async (what: string, holds: () => Promise<boolean>, tenths = 300): Promise<void> => {
    for (let tries = 0; tries < tenths; tries += 1) {
      if (await holds()) return;
      await wait(100);
    }
    throw new Error(`${what} within ${tenths / 10} s`);
  };

  /** It may have ended by itself since it was seen. */
  const end = (pid: number): void => {
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };

  const stop = async (name: string): Promise<void> => {
    const pids = await supervisorsOf(name);
    for (const pid of pids) end(pid);
    if (pids.length > 0) await until(`${name} did not end`, async () => (await supervisorsOf(name)).length === 0);
    const orphan = await programOf(name);
    if (orphan === undefined) return;
    end(orphan);
    await until(`${name} did not end`, async () => (await programOf(name)) === undefined);
  };

  /** A port that is taken, a wrong option: the program ends at once, again and again. */
  const staysUp = async (name: string): Promise<void> => {
    await wait(1500);
    const first = await programOf(name);
    await wait(500);
    if (first !== undefined && first === (await programOf(name))) return;
    const log = (await readIfThere(path(name, 'log'))) ?? '';
    throw new Error(`${name} does not stay up: ${log.trim().split('\n').slice(-3).join('; ')}`);
  };

  const isRunning = async (name: string): Promise<boolean> =>
    (await pidOf(name)) !== undefined && (await programOf(name)) !== undefined;

  const start = async (name: string): Promise<void> => {
    if (await isRunning(name)) return;
    // A supervisor between two tries would take up to its longest pause to see what has been mended.
    await stop(name);
    const output = openSync(path(name, 'log'), 'a', 0o600);
    const [node = '', ...supervisor] = ownProgram('lab/host/supervisor');
    const child = spawn(node, [...supervisor, path(name, 'service')], {
      detached: true,
      stdio: ['ignore', output, output],
    });
    child.unref();
    closeSync(output);
    // A busy host may take its time, so it is waited for as long as it lives.
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    child.once('error', () => {
      ended = true;
    });
    await until(`${name} did not start`, async () => ended || (await pidOf(name)) !== undefined, 3000);
    await staysUp(name);
  };

  return {
    name: 'processes',
    isInstalled: async (service) => (await readIfThere(path(service.name, 'service'))) === definition(service),
    install: async (service) => {
      await stop(service.name);
      await writeWhole(path(service.name, 'service'), definition(service));
    },
    isRunning,
    start,
    reload: async ({ name, reload }) => {
      const pid = await pidOf(name);
      if (reload === undefined || pid === undefined) {
        await stop(name);
        await start(name);
      } else process.kill(pid, reload);
    },
    remove: async (name) => {
      await stop(name);
      // What it is known by comes last.
      for (const ending of ['log', 'pid', 'service']) await rm(path(name, ending), { force: true });
    },
    installed: async () => {
      const files = (await readdir(dir).catch(() => [])).filter((name) => extname(name) === '.service');
      const running = (await supervisors()).map(({ name }) => name);
      return [...new Set([...files.map((file) => basename(file, '.service')), ...running])].sort();
    },
  };
};
