/** libvirt's own networks end at their host: what has to meet across hosts needs a bridge that leads there. */
import { type Problem, problem } from '../problem.js';
import type { Lab, LabMachine, LabNetwork } from '../types.js';

const hostsOf = (machines: readonly LabMachine[], { name }: LabNetwork): readonly string[] => [
  ...new Set(
    machines.filter(({ nics }) => nics.some(({ network }) => network === name)).map(({ hypervisor }) => hypervisor),
  ),
];

const remedy = 'Give it mode: bridge, and each host a bridge into one network; or put its machines on one host';

/** Nodes of one cluster that would never see each other. */
const torn = (lab: Lab, network: LabNetwork): readonly Problem[] =>
  lab.clusters
    .filter(({ install }) => install !== 'none')
    .flatMap(({ at, name }) => {
      const hosts = hostsOf(
        lab.machines.filter(({ cluster }) => cluster === name),
        network,
      );
      if (hosts.length < 2) return [];
      const where = `${hosts.join(' and ')}, and the ${network.mode} network ${network.name} ends at each host`;
      return [problem([...at, 'nodes'], `${name} has nodes on ${where}`, remedy)];
    });

export const hypervisorProblems = (lab: Lab): readonly Problem[] =>
  lab.networks
    .filter(({ mode }) => mode !== 'bridge')
    .flatMap((network) => {
      const errors = torn(lab, network);
      // Where the services are.
      const away = hostsOf(lab.machines, network).filter((host) => host !== lab.hypervisors[0]?.name);
      if (errors.length > 0 || away.length === 0) return errors;
      const { at, mode, name } = network;
      const message =
        `the ${mode} network ${name} ends at each host: on ${away.join(' and ')} its machines see those of no other host, ` +
        'and nobody serves names, time or VIPs there';
      return [{ ...problem(at, message, remedy), severity: 'warning' as const }];
    });
