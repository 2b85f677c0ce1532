/** A place in a lab's document: keys and indices from its top. */
export type Place = readonly (string | number)[];

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something that keeps a document from being a lab: what is wrong, and what would be right. */
export interface Problem {
  readonly at: Place;
  readonly message: string;
  /** What to do about it, where the message does not say it. */
  readonly remedy?: string;
  /** It can be planned all the same. */
  readonly severity: 'error' | 'warning';
  /** Of what is no document yet, and so has no places. */
  readonly position?: Position;
}

export const problem = (at: Place, message: string, remedy?: string): Problem => ({
  at,
  message,
  severity: 'error',
  ...(remedy !== undefined && { remedy }),
});

/** `clusters.etl4.nodes[0].flavor`. */
export const placeName = (at: Place): string =>
  at.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');

/** Everything that is wrong with a document at once: nobody likes to be told one thing at a time. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[], lines: readonly string[]) {
    super(lines.join('\n'));
    this.problems = problems;
  }
}
