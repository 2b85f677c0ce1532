import { describe, expect, it } from 'vitest';
import { createSerialise } from './serialise.js';

describe('serialise', () => {
  it('keeps the order of one key, and lets others pass', async () => {
    const serialise = createSerialise();
    const seen: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = serialise('a', async () => {
      await held;
      seen.push('a1');
    });
    const second = serialise('a', async () => void seen.push('a2'));
    await serialise('b', async () => void seen.push('b'));
    release();
    await Promise.all([first, second]);
    expect(seen).toEqual(['b', 'a1', 'a2']);
  });

  it('goes on after a failure, which is its own caller’s', async () => {
    const serialise = createSerialise();
    const failed = serialise('a', async () => {
      throw new Error('no');
    });
    const next = serialise('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
