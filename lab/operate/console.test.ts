import { once } from 'node:events';
import { duplexPair, PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { attach } from './console.js';

const seat = () => {
  const modes: boolean[] = [];
  const input = new PassThrough();
  const output = new PassThrough();
  const [line, machine] = duplexPair();
  return {
    modes,
    input,
    output,
    line,
    machine,
    terminal: { input, output, raw: (on: boolean) => void modes.push(on) },
  };
};

it('carries keys and screen as they are, until Ctrl-] is pressed', async () => {
  const { modes, input, output, line, machine, terminal } = seat();
  const ended = attach(line, terminal);
  expect(modes).toEqual([true]);
  machine.write('login: ');
  expect(String((await once(output, 'data'))[0])).toBe('login: ');
  input.write('\x03a');
  expect(String((await once(machine, 'data'))[0])).toBe('\x03a');
  input.write('b\x1dc');
  expect(String((await once(machine, 'data'))[0])).toBe('b');
  expect(await ended).toBe('left');
  expect(modes).toEqual([true, false]);
  expect(line.destroyed).toBe(true);
});

it('ends with the line, and gives the terminal back', async () => {
  const { modes, line, machine, terminal } = seat();
  const ended = attach(line, terminal);
  machine.end();
  expect(await ended).toBe('closed');
  expect(modes).toEqual([true, false]);
});

it('ends with an error of the line', async () => {
  const { modes, line, terminal } = seat();
  const ended = attach(line, terminal);
  line.destroy(new Error('the daemon is gone'));
  await expect(ended).rejects.toThrow('the daemon is gone');
  expect(modes).toEqual([true, false]);
});

it('ends when it is told to', async () => {
  const { line, terminal } = seat();
  const stop = new AbortController();
  const ended = attach(line, terminal, stop.signal);
  stop.abort();
  expect(await ended).toBe('stopped');
});
