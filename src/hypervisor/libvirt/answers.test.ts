import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers.js';

interface Pending {
  resolve(value: number): void;
  reject(error: Error): void;
}

/** A host that answers when the test says so, with how often it was asked. */
const setUp = () => {
  const world = { now: 0, asked: [] as Pending[] };
  const answers = createAnswers<number>({ maxAge: 10, now: () => world.now });
  const ask = (revision?: string): Promise<number> =>
    answers.of(
      'key',
      () => new Promise<number>((resolve, reject) => void world.asked.push({ resolve, reject })),
      revision,
    );
  return { world, answers, ask };
};

describe('an answer', () => {
  it('on its way is shared, and is good from its arrival on', async () => {
    const { world, ask } = setUp();
    const first = ask();
    world.now = 1000;
    const second = ask();
    expect(world.asked).toHaveLength(1);
    world.asked[0]?.resolve(7);
    expect(await Promise.all([first, second])).toEqual([7, 7]);
    world.now += 9;
    expect(await ask()).toBe(7);
    world.now += 1;
    void ask();
    expect(world.asked).toHaveLength(2);
  });

  it('that does not come is asked for anew, and does not stand in for the later one when it comes after all', async () => {
    const { world, ask } = setUp();
    const lost = ask();
    world.now = 29_999;
    void ask();
    expect(world.asked).toHaveLength(1);
    world.now += 1;
    const next = ask();
    expect(world.asked).toHaveLength(2);
    world.asked[1]?.resolve(2);
    world.asked[0]?.resolve(1);
    expect([await lost, await next, await ask()]).toEqual([1, 2, 2]);
  });

  it('is not kept where it failed, was forgotten, or is of before a change', async () => {
    const { world, answers, ask } = setUp();
    const failed = ask();
    world.asked[0]?.reject(new Error('away'));
    await expect(failed).rejects.toThrow('away');
    const old = ask();
    answers.forget('key');
    const next = ask();
    world.asked[2]?.resolve(3);
    world.asked[1]?.resolve(2);
    expect([await old, await next, await ask()]).toEqual([2, 3, 3]);
    void ask('changed');
    expect(world.asked).toHaveLength(4);
  });

  it('that failed late leaves a later one alone', async () => {
    const { world, answers, ask } = setUp();
    const late = ask();
    answers.forget('key');
    const next = ask();
    world.asked[0]?.reject(new Error('away'));
    await expect(late).rejects.toThrow('away');
    world.asked[1]?.resolve(1);
    expect([await next, await ask()]).toEqual([1, 1]);
    expect(world.asked).toHaveLength(2);
  });
});
