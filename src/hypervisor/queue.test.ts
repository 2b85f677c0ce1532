import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQueues } from './queue.js';

/** Work that ends when told to. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('queues', () => {
  it('run one key in order, one at a time, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean(), turns: fc.nat(3) })),
        async (jobs) => {
          const queues = createQueues();
          const started: Record<string, number[]> = {};
          const running = new Set<string>();
          const outcomes = await Promise.allSettled(
            jobs.map(({ key, fails, turns }, index) =>
              queues.run(key, async () => {
                expect(running.has(key)).toBe(false);
                running.add(key);
                started[key] = [...(started[key] ?? []), index];
                for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
                running.delete(key);
                if (fails) throw new Error(`job ${index}`);
                return index;
              }),
            ),
          );
          for (const order of Object.values(started)) expect(order).toEqual([...order].sort((a, b) => a - b));
          expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(jobs.map(({ fails }) => fails));
          expect(queues.size).toBe(0);
        },
      ),
    );
  });

  it('do not let one key wait for another', async () => {
    const queues = createQueues();
    const slow = gate();
    const first = queues.run('slow', () => slow.opened);
    expect(await queues.run('quick', () => 'done')).toBe('done');
    expect(queues.size).toBe(1);
    slow.open();
    await first;
    expect(queues.size).toBe(0);
  });

  it('pass a synchronous throw on, and go on', async () => {
    const queues = createQueues();
    const broken = queues.run('a', () => {
      throw new Error('at once');
    });
    const next = queues.run('a', () => 'next');
    await expect(broken).rejects.toThrow('at once');
    expect(await next).toBe('next');
  });

  it('leave the queue at once on an abort while waiting, and let nobody else wait longer', async () => {
    const queues = createQueues();
    const slow = gate();
    const order: string[] = [];
    const abort = new AbortController();
    const first = queues.run('a', () => slow.opened);
    const given = queues.run('a', () => order.push('given up'), abort.signal);
    const last = queues.run('a', () => order.push('last'));
    abort.abort(new Error('client went away'));
    await expect(given).rejects.toMatchObject({ code: 'cancelled', cause: { message: 'client went away' } });
    slow.open();
    await Promise.all([first, last]);
    expect(order).toEqual(['last']);
    expect(queues.size).toBe(0);
  });

  it('never start work that was given up before', async () => {
    const queues = createQueues();
    let started = false;
    const work = () => {
      started = true;
    };
    await expect(queues.run('a', work, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(started).toBe(false);
    expect(queues.size).toBe(0);
  });

  it('do not call off work that has begun', async () => {
    const queues = createQueues();
    const slow = gate();
    const abort = new AbortController();
    const first = queues.run('a', () => undefined);
    const second = queues.run('a', () => slow.opened, abort.signal);
    await first;
    abort.abort();
    slow.open();
    await expect(second).resolves.toBeUndefined();
  });
});
