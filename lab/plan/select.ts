import type { Change } from './change.js';

/** The changes of these items, and of what they need; undefined: all. */
export const select = (
  changes: readonly Change[],
  wanted: ((item: string) => boolean) | undefined,
): readonly Change[] => {
  if (wanted === undefined) return changes;
  const needed = new Set<string>();
  const add = (item: string): void => {
    if (needed.has(item)) return;
    needed.add(item);
    for (const change of changes) if (change.item === item) [...change.after, ...(change.needs ?? [])].forEach(add);
  };
  for (const { item } of changes) if (wanted(item)) add(item);
  return changes.filter(({ item }) => needed.has(item));
};
