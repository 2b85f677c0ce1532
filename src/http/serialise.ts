/** Runs work of the same key one after the other, in the order of the calls; different keys never wait for each other. */
export type Serialise = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export const createSerialise = (): Serialise => {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    // How the one before ended is its own caller's business.
    const mine = before.then(work, work);
    tails.set(key, mine);
    const tidy = () => {
      if (tails.get(key) === mine) tails.delete(key);
    };
    mine.then(tidy, tidy);
    return mine;
  };
};
