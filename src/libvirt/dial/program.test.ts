import { once } from 'node:events';
import { expect, it } from 'vitest';
import { dialProgram } from './program.js';

it('says why a program ended, also where what was written to it came too late', async () => {
  const stream = dialProgram('sh', ['-c', 'exec 0<&-; echo no such host >&2; sleep 0.3; exit 3']);
  const writing = setInterval(() => stream.write('hello'), 20);
  const [error] = await once(stream, 'error').finally(() => clearInterval(writing));
  expect(error.message).toBe('sh ended with status 3: no such host');
});
