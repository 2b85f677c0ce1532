import type { Measured, Usage } from '../../port.js';

/** Milliseconds: for so long one look serves everybody, and so far apart two of them are at least. */
const gap = 1000;
/** Milliseconds: an earlier look says nothing about the present rate any more. */
const oldest = 60_000;

export interface SamplerParts {
  /** One look at all running machines. */
  readonly look: () => Promise<ReadonlyMap<string, Usage>>;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

interface Look {
  readonly tick: number;
  readonly at: Date;
  readonly usage: ReadonlyMap<string, Usage>;
}

/** Turns looks into pairs of looks, and asks for no more of them than one a second. */
export function createSampler({ look, now, date, wait }: SamplerParts): () => Promise<ReadonlyMap<string, Measured>> {
  let last: Look | undefined;
  let answer: Promise<ReadonlyMap<string, Measured>> | undefined;
  let underWay = false;

  async function take(): Promise<Look> {
    const usage = await look();
    // The counters were read at some moment of the call; its end is what two calls have in common.
    last = { tick: now(), at: date(), usage };
    return last;
  }

  async function pair(): Promise<ReadonlyMap<string, Measured>> {
    let earlier = last;
    if (earlier === undefined || now() - earlier.tick > oldest) {
      earlier = await take();
      await wait(gap);
    }
    const { usage: before, tick } = earlier;
    const later = await take();
    const seconds = (later.tick - tick) / 1000;
    const measured = ([id, usage]: readonly [string, Usage]): readonly [string, Measured] => {
      const old = before.get(id);
      return [id, { at: later.at, seconds, now: usage, ...(old && { before: old }) }];
    };
    return new Map([...later.usage].map(measured));
  }

  return () => {
    const fresh = last !== undefined && now() - last.tick < gap;
    if (answer === undefined || (!underWay && !fresh)) {
      underWay = true;
      answer = pair().finally(() => {
        underWay = false;
      });
      // Whoever comes next after a failure tries again.
      answer.catch(() => {
        answer = undefined;
      });
    }
    return answer;
  };
}
