import { describe, expect, it } from 'vitest';
import { silent } from '../log.js';
import { memoryDirectory } from '../store/directory.js';
import { openCleared } from './cleared.js';

const text = (said: string, { offset = 0, run }: { offset?: number; run?: string } = {}) => ({
  offset,
  data: new TextEncoder().encode(said),
  ...(run !== undefined && { run }),
});

describe('what was cleared of a console', () => {
  it('is what was there then, also after a restart of the service', async () => {
    const directory = memoryDirectory();
    const first = await openCleared(directory, silent);
    expect(first.to('a', text('one\n'))).toBe(0);
    await first.clear('a', text('one\n'));
    const second = await openCleared(directory, silent);
    expect(second.to('a', text('one\ntwo\n'))).toBe(4);
    expect(second.to('b', text('one\ntwo\n'))).toBe(0);
    second.forget('a');
    expect(second.to('a', text('one\ntwo\n'))).toBe(0);
  });

  it('is nothing of another text in its place', async () => {
    const cleared = await openCleared(memoryDirectory(), silent);
    await cleared.clear('a', text('one\n', { run: '1' }));
    expect(cleared.to('a', text('two\nthree\n', { run: '1' }))).toBe(0);
    expect(cleared.to('a', text('o', { run: '1' }))).toBe(0);
    expect(cleared.to('a', text('one\n', { run: '2' }))).toBe(0);
    expect(cleared.to('a', text('one\n'))).toBe(4);
  });

  it('needs no more to be hidden once only what came later is kept', async () => {
    const cleared = await openCleared(memoryDirectory(), silent);
    await cleared.clear('a', text('one\n', { offset: 100 }));
    expect(cleared.to('a', text('e\nlater', { offset: 102 }))).toBe(104);
    expect(cleared.to('a', text('later', { offset: 200 }))).toBe(0);
  });
});
