#!/usr/bin/env node
import { askPerson } from './ask.js';
import { runLab } from './program.js';

const stop = new AbortController();
// The second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
// A terminal that has gone (SIGHUP) takes no more lines (EIO): what was begun is ended all the same.
process.once('SIGHUP', () => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
});

const ask = async (question: string): Promise<string | undefined> =>
  process.stdin.isTTY
    ? askPerson(question, { input: process.stdin, output: process.stderr, signal: stop.signal })
    : undefined;

/** The line that is being redrawn makes room for what stays. */
const clear = process.stderr.isTTY ? '\r\x1b[K' : '';

await runLab(process.argv.slice(2), {
  print: (text) => {
    if (clear !== '') process.stderr.write(clear);
    console.log(text);
  },
  complain: (text) => console.error(`${clear}${text}`),
  end: (code) => {
    process.exitCode = code;
  },
  ask,
  ...(process.stderr.isTTY && {
    redraw: (line: string) => void process.stderr.write(`${clear}${line.slice(0, (process.stderr.columns || 80) - 1)}`),
  }),
  ...(process.stdin.isTTY &&
    process.stdout.isTTY && {
      terminal: {
        input: process.stdin,
        output: process.stdout,
        raw: (on: boolean) => void process.stdin.setRawMode(on),
      },
    }),
  signal: stop.signal,
});
