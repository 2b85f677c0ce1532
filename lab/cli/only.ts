import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../src/suggest.js';
import type { Lab, LabMachine } from '../spec/types.js';
import { CommandError } from './output.js';

/** `cluster/etl4`, or a machine of it: `cluster/etl4/etl4-master-0`, `cluster/etl4/master-0`. */
export interface Selection {
  readonly cluster: string;
  readonly machine?: string;
}

const parse = (text: string, previous: readonly Selection[] = []): readonly Selection[] => {
  const [, cluster, machine] = /^cluster\/([^/]+)(?:\/([^/]+))?$/.exec(text) ?? [];
  if (cluster === undefined) throw new InvalidArgumentError('It has the form cluster/NAME or cluster/NAME/MACHINE.');
  return [...previous, { cluster, ...(machine !== undefined && { machine }) }];
};

export const onlyOption = () =>
  new Option('--only <what>', 'a cluster (cluster/etl4); may be given several times').argParser(parse);

/** Names of the selected clusters, in the order of the lab; undefined: all. Throws `CommandError` for what is not there. */
export const selectedClusters = (lab: Lab, only: readonly Selection[] | undefined): readonly string[] | undefined => {
  if (only === undefined) return undefined;
  const names = lab.clusters.map(({ name }) => name);
  for (const { cluster, machine } of only) {
    if (machine !== undefined) throw new CommandError(`cluster/${cluster}/${machine}: this is done of whole clusters`);
    if (names.includes(cluster)) continue;
    const near = nearest(cluster, names);
    throw new CommandError(
      `there is no cluster ${cluster}. ${near === undefined ? `There are: ${names.join(', ')}` : `Did you mean ${near}?`}`,
    );
  }
  return names.filter((name) => only.some(({ cluster }) => cluster === name));
};

export const onlyMachinesOption = () =>
  new Option(
    '--only <what>',
    'a cluster (cluster/etl4) or a machine of it (cluster/etl4/master-0); several times',
  ).argParser(parse);

/** The selected machines, by name as libvirt has it or without the cluster's; all without a selection. Throws `CommandError`. */
export const selectedMachines = (lab: Lab, only: readonly Selection[] | undefined): readonly LabMachine[] => {
  if (only === undefined) return lab.machines;
  selectedClusters(
    lab,
    only.map(({ cluster }) => ({ cluster })),
  );
  const matches = (machine: LabMachine, { cluster, machine: name }: Selection): boolean =>
    machine.cluster === cluster &&
    (name === undefined || machine.name === name || machine.name === `${cluster}-${name}`);
  for (const one of only) {
    if (lab.machines.some((machine) => matches(machine, one))) continue;
    const names = lab.machines.filter(({ cluster }) => cluster === one.cluster).map(({ name }) => name);
    throw new CommandError(`there is no machine ${one.machine} in ${one.cluster}. There are: ${names.join(', ')}`);
  }
  return lab.machines.filter((machine) => only.some((one) => matches(machine, one)));
};

/** A machine by its name, or as `cluster/etl4/master-0`. Throws `CommandError`. */
export const machineNamed = (lab: Lab, name: string): LabMachine => {
  const [, cluster, machine] = /^cluster\/([^/]+)\/([^/]+)$/.exec(name) ?? [];
  const [found] =
    cluster !== undefined && machine !== undefined
      ? selectedMachines(lab, [{ cluster, machine }])
      : lab.machines.filter((one) => one.name === name);
  if (found !== undefined) return found;
  const names = lab.machines.map((one) => one.name);
  const near = nearest(name, names);
  throw new CommandError(
    `there is no machine ${name}. ${near === undefined ? `There are: ${names.join(', ')}` : `Did you mean ${near}?`}`,
  );
};
