/** Answers that libvirt is slow to give, kept for a while. */
export interface Answers<T> {
  /**
   * The answer that is on its way or still good, else what `ask` gives. One of another `revision` is neither. Its age
   * counts from its arrival: a host that hangs is asked now and then, not by everyone who loses patience. Failures are
   * not kept.
   */
  of(key: string, ask: () => Promise<T>, revision?: string): Promise<T>;
  /** Also one that is on its way: whoever asks next asks anew. */
  forget(key: string): void;
}

interface Asked<T> {
  readonly revision: string | undefined;
  readonly answer: Promise<T>;
  readonly askedAt: number;
  arrivedAt?: number;
}

/** Milliseconds that an answer may be on its way. One that never comes is not to be shared for ever. */
const patience = 30_000;

export function createAnswers<T>({ maxAge, now }: { maxAge: number; now: () => number }): Answers<T> {
  const known = new Map<string, Asked<T>>();
  return {
    of(key, ask, revision) {
      const before = known.get(key);
      const good =
        before &&
        (before.arrivedAt === undefined ? now() - before.askedAt < patience : now() - before.arrivedAt < maxAge);
      if (good && before.revision === revision) return before.answer;
      const asked: Asked<T> = { revision, answer: ask(), askedAt: now() };
      known.set(key, asked);
      asked.answer.then(
        () => {
          asked.arrivedAt = now();
        },
        () => {
          if (known.get(key) === asked) known.delete(key);
        },
      );
      return asked.answer;
    },
    forget: (key) => void known.delete(key),
  };
}
