import { expect, it } from 'vitest';
import { run } from './run.js';

it('tells what a program complained of, that there is none, and that it did not end', async () => {
  await expect(run(['sh', '-c', 'echo one >&2; echo two >&2; exit 3'])).rejects.toThrow(/^sh: one; two$/);
  await expect(run(['no-such-program'])).rejects.toThrow(/^no-such-program is not installed$/);
  await expect(run(['sleep', '60'], undefined, 50)).rejects.toThrow(/^sleep 60: did not end within 0.05 s$/);
});

it('ends with who asked for it', async () => {
  await expect(run(['sleep', '60'], AbortSignal.timeout(50))).rejects.not.toThrow(/did not end/);
});
