#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=20
/**
 * The program: hands the process to the command line. Without a limit, V8 lets short-lived objects pile up to 48 MB
 * before it looks at them, and its heap double before it looks at the rest: with a thousand machines 164 MB were resident
 * after a load, 103 MB with these, at the same rate of requests.
 */
import { run } from './program.js';

// Who reads the output may go before us, as in `redfish-emu --help | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const status = await run({
  arguments: process.argv.slice(2),
  environment: process.env,
  cwd: process.cwd(),
  isRoot: process.getuid?.() === 0,
  isTerminal: process.stderr.isTTY,
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  onSignal: (signal, handler) => {
    process.on(signal, handler);
    return () => process.off(signal, handler);
  },
});

// All is closed; told twice, it is not, and must not keep the process alive.
process.exit(status);
