import { nearest } from '../../src/suggest.js';
import type { Place } from './problem.js';

/** What is wrong is told, and something harmless put in its place, so that the rest can be looked at too. */
export type Report = (at: Place, message: string, remedy?: string) => void;

/** Returns the name where it is one of `known`; reports it otherwise. */
export const known = (
  name: string,
  { at, what, among, report }: { at: Place; what: string; among: readonly string[]; report: Report },
): string => {
  if (!among.includes(name)) {
    const near = nearest(name, among);
    report(at, `there is no ${what} ${name}`, near ? `Did you mean ${near}?` : `There are: ${among.join(', ')}`);
  }
  return name;
};
