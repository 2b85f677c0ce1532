import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type LabStatus,
  type MachineStatus,
  type NetworkStatus,
  type PoolStatus,
  type ServiceStatus,
  statusOf,
} from '../../operate/status.js';
import type { Change } from '../../plan/change.js';
import { planChanges, planProblems } from '../../plan/plan.js';
import { leftBehind } from '../../rehearse/journal.js';
import { writeSize } from '../../spec/sizes.js';
import { concerns, isOf, planJson, planText } from '../changes.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import {
  CommandError,
  exitCodes,
  fileOption,
  openLab,
  outputOption,
  show,
  stateDirOption,
  type World,
} from '../output.js';
import { withSite } from '../site.js';
import { table } from '../table.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly only?: readonly Selection[];
}

const list = (values: readonly string[]): string => (values.length === 0 ? '-' : values.join(', '));

const reserved = ({ machine }: MachineStatus): readonly string[] => machine.nics.flatMap(({ addresses }) => addresses);

const running = (active: boolean | undefined): string =>
  active === undefined ? 'missing' : active ? 'active' : 'inactive';

const powerOf = ({ power, foreign }: MachineStatus): string => power ?? (foreign ? "not this lab's" : 'missing');

const machineRow =
  (changes: readonly Change[], several: boolean) =>
  (one: MachineStatus): readonly string[] => {
    const { machine, power, bootsFrom = '-', leases, media, bmc } = one;
    const differs = changes.some(({ item }) => isOf(machine)(item));
    const state = power !== undefined && differs ? `${power}, differs` : powerOf(one);
    const image = media ? basename(media) : '-';
    const where = several ? [machine.hypervisor] : [];
    return [machine.name, state, bootsFrom, list(reserved(one)), list(leases), image, bmc, ...where];
  };

const networkRow = ({ name, hypervisor, bridge, active, leases }: NetworkStatus): readonly string[] => [
  name,
  running(active),
  bridge,
  String(leases),
  hypervisor,
];

const poolRow = ({ name, hypervisor, path, active, available, capacity }: PoolStatus): readonly string[] => [
  name,
  running(active),
  available === undefined || capacity === undefined ? '-' : `${writeSize(available)} of ${writeSize(capacity)}`,
  path,
  hypervisor,
];

const serviceRow =
  (changes: readonly Change[]) =>
  ({ name, running: runs, description }: ServiceStatus): readonly string[] => {
    const differs = changes.some(({ item, action }) => item === `service/${name}` && action === 'change');
    return [name, `${runs ? 'running' : 'stopped'}${differs ? ', differs' : ''}`, description];
  };

const machineTable = (machines: readonly MachineStatus[], changes: readonly Change[]): string => {
  const several = new Set(machines.map(({ machine }) => machine.hypervisor)).size > 1;
  const titles = ['MACHINE', 'POWER', 'BOOTS FROM', 'ADDRESS', 'LEASE', 'MEDIA', 'BMC'];
  return table([...titles, ...(several ? ['HYPERVISOR'] : [])], machines.map(machineRow(changes, several)));
};

const text = ({ machines, networks, pools, services }: LabStatus, changes: readonly Change[]): readonly string[] => [
  machineTable(machines, changes),
  table(['NETWORK', 'STATE', 'BRIDGE', 'LEASES', 'HYPERVISOR'], networks.map(networkRow)),
  table(['POOL', 'STATE', 'FREE', 'PATH', 'HYPERVISOR'], pools.map(poolRow)),
  table(['SERVICE', 'STATE', 'IS'], services.map(serviceRow(changes))),
];

const json = ({ machines, networks, pools, services }: LabStatus, changes: readonly Change[]) => ({
  machines: machines.map((one) => {
    const { machine, foreign: _, ...rest } = one;
    const { name, cluster, hypervisor, uuid } = machine;
    const asSpecified = !changes.some(({ item }) => isOf(machine)(item));
    return { name, cluster, hypervisor, uuid, asSpecified, addresses: reserved(one), ...rest, power: powerOf(one) };
  }),
  networks: networks.map(({ active, ...rest }) => ({ ...rest, state: running(active) })),
  pools: pools.map(({ active, ...rest }) => ({ ...rest, state: running(active) })),
  services,
});

export const status = (program: Command, world: World): Command =>
  program
    .command('status')
    .description('Shows machines, networks and storage as they are. Ends with 2 where they are not as specified.')
    .addOption(onlyMachinesOption())
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async ({ file, output, stateDir, only }: Options) => {
      const { lab } = openLab(file);
      const selected = selectedMachines(lab, only);
      const mine = concerns(selected);
      await withSite(lab, stateDir, async (site) => {
        const now = await site.survey();
        const left = await leftBehind(now);
        const problems = [...planProblems(now), ...(left === undefined ? [] : [`${left.what}: ${left.remedy}`])];
        const changes = (await planChanges(now)).filter(({ item }) => only === undefined || mine(item));
        const whole = await statusOf(now);
        const found = { ...whole, machines: whole.machines.filter(({ machine }) => selected.includes(machine)) };
        const good = changes.length + problems.length === 0;
        const tail = good
          ? [planText(lab.name, [], only !== undefined)]
          : [...problems, `lab ${lab.name}: not as specified (lab plan tells more).`];
        show(world, output, [...text(found, changes), tail.join('\n')].join('\n\n'), {
          lab: lab.name,
          asSpecified: good,
          ...json(found, changes),
          changes: planJson(changes),
          problems,
        });
        if (!good) throw new CommandError('', exitCodes.differs);
      });
    });
