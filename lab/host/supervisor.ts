/**
 * `node supervisor.js FILE`: keeps the program of FILE (JSON: `command`, `log`, `pidFile`, `stale`) running. SIGHUP and SIGUSR2
 * are passed on; SIGTERM ends both. For hosts without systemd.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const { command, log, pidFile, stale } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  readonly command: readonly string[];
  readonly log: string;
  readonly pidFile: string;
  readonly stale: readonly string[];
};

/** Milliseconds; doubled with each death that comes soon. */
const firstPause = 500;
const longestPause = 30_000;
const soon = 10_000;

let child: ChildProcess | undefined;
let pause = firstPause;
let timer: NodeJS.Timeout | undefined;
let ending = false;

/** Its own number, and the program's: whoever starts it sees whether that stays, and finds it when this is killed. */
const tell = (): void => writeFileSync(pidFile, `${process.pid}\n${child?.pid ?? ''}\n`, { mode: 0o600 });

const end = (): void => {
  rmSync(pidFile, { force: true });
  process.exit(0);
};

const start = (): void => {
  const begun = performance.now();
  const [program = '', ...args] = command;
  for (const path of stale) rmSync(path, { force: true });
  const output = openSync(log, 'a', 0o600);
  const started = spawn(program, args, { stdio: ['ignore', output, output] });
  closeSync(output);
  child = started;
  try {
    tell();
  } catch (error) {
    // Its directory is gone: nobody wants the program any more, and nobody would find it.
    started.kill('SIGKILL');
    throw error;
  }
  const gone = (): void => {
    if (child !== started) return;
    child = undefined;
    if (ending) end();
    pause = performance.now() - begun > soon ? firstPause : Math.min(pause * 2, longestPause);
    timer = setTimeout(start, pause);
  };
  started.on('exit', gone);
  started.on('error', gone);
};

for (const signal of ['SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => child?.kill(signal));
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    ending = true;
    clearTimeout(timer);
    if (child === undefined) end();
    child?.kill('SIGTERM');
    setTimeout(() => child?.kill('SIGKILL'), 15_000).unref();
  });

start();
