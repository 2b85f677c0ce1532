import { machineProblems, planMachines, removeMachines } from '../kinds/machine.js';
import { networkProblems, planNetworks, removeNetworks } from '../kinds/network.js';
import { planPools, removePools } from '../kinds/pool.js';
import type { Site } from '../kinds/site.js';
import { planVolumes } from '../kinds/volume.js';
import { type Change, PlanError } from './change.js';

/** Everything that differs from the lab. Touches nothing. Throws `PlanError` where something is in the way. */
export const plan = (site: Site): readonly Change[] => {
  const problems = [...networkProblems(site), ...machineProblems(site)];
  if (problems.length > 0) throw new PlanError(problems);
  return [planNetworks, planPools, planMachines, planVolumes].flatMap((kind) => kind(site));
};

/** Everything that bears the lab's mark, to be removed. */
export const planRemoval = (site: Site): readonly Change[] =>
  [removeMachines, removePools, removeNetworks].flatMap((kind) => kind(site));
