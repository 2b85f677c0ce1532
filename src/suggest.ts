/** The candidate that `word` was probably meant to be: the same letters otherwise written, or at most a third of them wrong. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = bare(word);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(plain, bare(candidate));
    if (distance <= Math.max(1, plain.length / 3) && (best === undefined || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

const bare = (word: string) =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 64);

/** Letters to insert, remove, replace, or swap with their neighbour (optimal string alignment), row by row. */
function editDistance(a: string, b: string): number {
  let above: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    const next = [line];
    for (let column = 1; column <= b.length; column++) {
      const at = (of: readonly number[], index: number) => of[index] ?? 0;
      const replaced = at(row, column - 1) + (a[line - 1] === b[column - 1] ? 0 : 1);
      const swapped = a[line - 2] !== undefined && a[line - 2] === b[column - 1] && a[line - 1] === b[column - 2];
      const best = Math.min(replaced, at(row, column) + 1, at(next, column - 1) + 1);
      next.push(swapped ? Math.min(best, at(above, column - 2) + 1) : best);
    }
    above = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
