/** What a rehearsal tells of each machine. */

/** In their order. */
export const steps = [
  'insert',
  'boot',
  'address',
  'names',
  'vips',
  'balancer',
  'install',
  'eject',
  'disk',
  'off',
] as const;
export type Step = (typeof steps)[number];

export interface StepResult {
  readonly machine: string;
  readonly step: Step;
  readonly result: 'pass' | 'fail' | 'skip';
  /** What was seen, in a line. */
  readonly value: string;
  readonly hint?: string;
  readonly milliseconds: number;
}
