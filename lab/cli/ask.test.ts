import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askPerson } from './ask.js';

const asked = async (keys: string, signal = new AbortController().signal): Promise<string> => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askPerson('Remove them? ', { input, output, terminal: true, signal });
  setImmediate(() => input.write(keys));
  return answer;
};

it.each([
  ['an answer', 'yes\r', 'yes'],
  ['Ctrl-C', '\x03', ''],
  ['Ctrl-D', '\x04', ''],
])('takes %s', async (_, keys, answer) => {
  expect(await asked(keys)).toBe(answer);
});

it('gives up with the signal', async () => {
  expect(await asked('', AbortSignal.timeout(10))).toBe('');
});
