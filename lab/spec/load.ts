import { addressProblems } from './checks/addresses.js';
import { clusterNetworkProblems } from './checks/cluster-networks.js';
import { clusterProblems } from './checks/clusters.js';
import { hypervisorProblems } from './checks/hypervisors.js';
import { identityProblems } from './checks/identity.js';
import { machineProblems } from './checks/machines.js';
import { nameProblems } from './checks/names.js';
import { networkProblems } from './checks/networks.js';
import { guessProblems, serviceProblems } from './checks/services.js';
import { type Problem, SpecError } from './problem.js';
import { describe, type Locate, readDocument } from './read.js';
import { resolveLab } from './resolve.js';
import type { Lab } from './types.js';

const checks = [
  networkProblems,
  addressProblems,
  nameProblems,
  identityProblems,
  clusterProblems,
  clusterNetworkProblems,
  serviceProblems,
  machineProblems,
  hypervisorProblems,
];

/** A lab that can be planned. */
export interface LoadedLab {
  readonly lab: Lab;
  /** One line each, with file and line. */
  readonly warnings: readonly string[];
  /** A problem that only the host could show, in a line like those. */
  readonly describe: (problem: Problem) => string;
}

/** What a person reads before they begin to mend. */
const mostLines = 100;

const linesOf = (file: string, locate: Locate, problems: readonly Problem[]): readonly string[] => {
  // One entry of the document is told of once, however many nodes it makes.
  const lines = new Set<string>();
  for (const one of problems) {
    if (lines.size === mostLines) return [...lines, `${file}: there are more; these are the first ${mostLines}`];
    lines.add(describe(file, locate, one));
  }
  return [...lines];
};

/** Reads a lab from YAML. Throws `SpecError` with everything that is wrong, one line each: `file` is only named. */
export const loadLab = (text: string, file: string): LoadedLab => {
  const { source, problems, locate } = readDocument(text);
  if (source === undefined) throw new SpecError(problems, linesOf(file, locate, problems));
  const { lab, problems: unresolved } = resolveLab(source.document);
  // What is no address cannot overlap another one.
  const found =
    unresolved.length > 0
      ? unresolved
      : [...checks.flatMap((check) => check(lab)), ...guessProblems(source.document, lab)];
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new SpecError(found, linesOf(file, locate, found));
  return { lab, warnings: linesOf(file, locate, found), describe: (one) => describe(file, locate, one) };
};
