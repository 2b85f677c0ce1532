import type { Service } from '../host/service.js';
import type { Site } from '../kinds/site.js';
import type { RenderedFile } from '../manifests/files.js';
import type { Lab, LabCluster, LabMachine } from '../spec/types.js';
import type { Senses } from './senses.js';

/**
 * How far a lab is: before `create`, with networks and services, with machines (what `create` leaves), with clusters
 * installed on them. A probe applies from its phase on.
 */
export const phases = ['host', 'fabric', 'machines', 'installed'] as const;
export type Phase = (typeof phases)[number];

export type Verdict = 'pass' | 'warn' | 'fail' | 'skip';

export interface Result {
  /** What was looked at: `cluster/etl4`, `network/lab`; empty where the probe's id says it. */
  readonly of: string;
  readonly result: Verdict;
  /** What was measured, in a line. */
  readonly value: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Commands that do it on this host; run by `--configure-host` alone. */
  readonly commands?: readonly (readonly string[])[];
}

/** What probes look at. */
export interface Subject {
  readonly lab: Lab;
  /** As it was read when the command began. */
  readonly site: Site;
  /** The selected ones. */
  readonly clusters: readonly LabCluster[];
  readonly machines: readonly LabMachine[];
  /** The programs that the lab has on this host. */
  readonly services: readonly Service[];
  readonly senses: Senses;
  /** A directory of rendered files, and what it may hold: one of these. */
  readonly manifests?: {
    readonly dir: string;
    readonly renderings: readonly { readonly name: string; readonly files: readonly RenderedFile[] }[];
    /** Whether a file of that scope belongs to what is compared. */
    readonly isStale: (scope: string) => boolean;
  };
}

export interface Probe {
  /** `dns.api`. */
  readonly id: string;
  readonly phase: Phase;
  /** Those of the lab as a whole are left out where clusters were picked out. */
  readonly scope: 'lab' | 'cluster';
  /** What holds where it passes, as a sentence. */
  readonly what: string;
  /** Rejects, or does not end, where it could not look: that is a failure, too. Gives up when the signal aborts. */
  readonly run: (subject: Subject, signal: AbortSignal) => readonly Result[] | Promise<readonly Result[]>;
}

type Say = (of: string, value: string, hint?: string) => Result;
const say =
  (result: Verdict): Say =>
  (of, value, hint) => ({ of, result, value, ...(hint !== undefined && { hint }) });

export const pass = say('pass');
export const warn = say('warn');
export const fail = say('fail');
export const skip = say('skip');

/** `fail` where something is wrong, with all of it; `pass` otherwise. */
export const judge = (of: string, wrong: readonly string[], good: string, hint: string): Result =>
  wrong.length === 0 ? pass(of, good) : fail(of, wrong.join('; '), hint);

export const clusterOf = ({ name }: LabCluster): string => `cluster/${name}`;
