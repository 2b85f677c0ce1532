import { type Problem, problem } from '../problem.js';
import type { Lab, LabCluster } from '../types.js';

/** What OpenShift has control planes of. */
const controlPlanes = [1, 3, 4, 5];

const membersProblems = (lab: Lab, { at, name, install }: LabCluster): readonly Problem[] => {
  const roles = lab.machines.filter(({ cluster }) => cluster === name).map(({ role }) => role);
  const count = (role: string) => roles.filter((one) => one === role).length;
  const [masters, singles, arbiters] = [count('master'), count('single'), count('arbiter')];
  if (singles > 0 && roles.length > 1)
    return [problem([...at, 'nodes'], `a single node is a whole cluster, and ${name} has ${roles.length} nodes`)];
  if (install === 'none' || singles === 1) return [];
  if (arbiters > 0 && (arbiters !== 1 || masters !== 2))
    return [problem([...at, 'nodes'], `an arbiter stands beside two masters, and ${name} has ${masters}`)];
  if (arbiters === 0 && !controlPlanes.includes(masters))
    return [problem([...at, 'nodes'], `${name} has ${masters} masters`, 'A cluster has 1, 3, 4 or 5 of them')];
  return [];
};

/** A single node answers for both VIPs itself. */
const vipProblems = (lab: Lab, { at, name, install, apiVips, ingressVips }: LabCluster): readonly Problem[] => {
  const nodes = lab.machines.filter(({ cluster }) => cluster === name);
  if (install === 'none' || nodes.length === 1) return [];
  const missing = [...(apiVips.length === 0 ? ['apiVips'] : []), ...(ingressVips.length === 0 ? ['ingressVips'] : [])];
  return missing.map((key) => problem(at, `${key} is missing`, 'A cluster of several nodes has a VIP for each'));
};

const hubProblems = ({ clusters }: Lab): readonly Problem[] => {
  const spoke = clusters.find(({ install }) => install === 'acm');
  if (spoke === undefined || clusters.some(({ hub }) => hub)) return [];
  return [
    problem(
      [...spoke.at, 'install'],
      `${spoke.name} is to be installed by a hub, and no cluster is one`,
      'Say hub: true of one',
    ),
  ];
};

export const clusterProblems = (lab: Lab): readonly Problem[] => [
  ...lab.clusters.flatMap((cluster) => [...membersProblems(lab, cluster), ...vipProblems(lab, cluster)]),
  ...hubProblems(lab),
];
