import { planCards } from '../kinds/cards.js';
import { removeRules } from '../kinds/firewall.js';
import { machineProblems, planMachines, removeMachines } from '../kinds/machine.js';
import { nameProblems, planNames, removeNames } from '../kinds/names.js';
import { networkProblems, planNetworks, removeNetworks } from '../kinds/network.js';
import { planPools, removePools } from '../kinds/pool.js';
import { planServices, removeServices, serviceProblems } from '../kinds/service.js';
import type { Site } from '../kinds/site.js';
import { planVolumes } from '../kinds/volume.js';
import { type Change, PlanError } from './change.js';

/** What is in the way of the lab, and has to be seen to by hand: a sentence each. */
export const planProblems = (site: Site): readonly string[] => [
  ...networkProblems(site),
  ...machineProblems(site),
  ...serviceProblems(site),
  ...nameProblems(site),
];

/** Everything that differs from the lab, as if nothing were in the way. Touches nothing. */
export const planChanges = async (site: Site): Promise<readonly Change[]> => {
  const networks = await planNetworks(site);
  const { lab, host } = site;
  return [
    ...networks,
    ...planPools(site),
    ...planMachines(site),
    ...planVolumes(site),
    ...(await planCards(site)),
    // Their addresses are those of the networks' bridges.
    ...(await planServices(lab, host, [...new Set(networks.map(({ item }) => item))])),
    ...(await planNames(lab, host)),
  ];
};

/** Everything that differs from the lab. Touches nothing. Throws `PlanError` where something is in the way. */
export const plan = async (site: Site): Promise<readonly Change[]> => {
  const problems = planProblems(site);
  if (problems.length > 0) throw new PlanError(problems);
  return planChanges(site);
};

/** Everything that bears the lab's mark, to be removed. Throws `PlanError` where services of it are elsewhere. */
export const planRemoval = async (site: Site): Promise<readonly Change[]> => {
  const { lab, host } = site;
  const problems = serviceProblems(site);
  if (problems.length > 0) throw new PlanError(problems);
  const here = [
    ...(await removeServices(host)),
    ...(await removeNames(lab.name, host)),
    ...(await removeRules(lab, host)),
  ];
  const services = here.filter(({ item }) => item.startsWith('service/')).map(({ item }) => item);
  // The BMC first: it would see machines vanish under it.
  const rest = [...removeMachines(site), ...(await removePools(site)), ...removeNetworks(site)];
  return [...here, ...rest.map((change) => ({ ...change, after: [...change.after, ...services] }))];
};
