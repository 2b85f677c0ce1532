/** What happens to those who use the lab while a change is made. A power cycle is theirs to do: nothing is cut off. */
export type Disruption = 'none' | 'live' | 'power cycle' | 'network restart';

export type Action = 'create' | 'change' | 'remove' | 'start' | 'stop' | 'adopt' | 'revert';

/** A sentence with its deed: what a plan shows is what is done. */
export interface Change {
  /** `network/lab`, `machine/etl4-master-0`, `volume/etl4-master-0/vda`, `service/dns`. */
  readonly item: string;
  readonly action: Action;
  /** `memory 16GiB -> 24GiB`, in a line. */
  readonly what: string;
  readonly disruption: Disruption;
  /** Items whose changes come first, where they have any. */
  readonly after: readonly string[];
  /** Items that it is of no use without, whichever comes first. */
  readonly needs?: readonly string[];
  /** Stops early, and leaves something that another plan can go on from, when the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Why nothing can be planned: a sentence, and what to do about it. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
