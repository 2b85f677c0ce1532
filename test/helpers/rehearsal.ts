import { expect } from 'vitest';
import type { StepResult } from '../../lab/rehearse/steps.js';

/** What `lab rehearse -o json` said, and what came of each step. */
export const readRehearsal = <Ran extends { readonly out: string }>(ran: Ran) => {
  expect(ran.out, ran.out).toMatch(/^\{/);
  const { results } = JSON.parse(ran.out) as { readonly results: readonly StepResult[] };
  const of = (machine: string, step: string) => results.find((one) => one.step === step && one.machine === machine);
  return { ...ran, results, of };
};
