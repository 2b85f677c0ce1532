import { planMachines } from '../../kinds/machine.js';
import { planPools } from '../../kinds/pool.js';
import { itemOf, machinesOn } from '../../kinds/site.js';
import { planVolumes } from '../../kinds/volume.js';
import type { FoundDomain, Survey } from '../../libvirt/survey.js';
import type { Action } from '../../plan/change.js';
import { leftBehind } from '../../rehearse/journal.js';
import type { LabMachine } from '../../spec/types.js';
import { clusterOf, fail, type Probe, pass, type Result, type Subject, warn } from '../probe.js';

const create = 'lab create makes it so; of a running machine at its next power cycle';

const count = (machines: readonly LabMachine[]): string =>
  `${machines.length} machine${machines.length === 1 ? '' : 's'}`;

/** What is wrong of a cluster's machines, each by itself; where nothing is, one result of them all. */
const perCluster = (
  subject: Subject,
  good: string,
  wrong: (machine: LabMachine) => readonly Result[],
): readonly Result[] =>
  subject.clusters.flatMap((cluster) => {
    const machines = subject.machines.filter((machine) => machine.cluster === cluster.name);
    const found = machines.flatMap(wrong);
    return found.length > 0 ? found : [pass(clusterOf(cluster), `${count(machines)} ${good}`)];
  });

const hereOf = ({ site }: Subject, { hypervisor }: LabMachine): Survey | undefined =>
  site.surveys.find(({ spec }) => spec.name === hypervisor);

const domainOf = (subject: Subject, machine: LabMachine): FoundDomain | undefined =>
  hereOf(subject, machine)?.domains.find(({ uuid }) => uuid === machine.uuid);

const ofMachine = ({ cluster, name }: LabMachine): string => `cluster/${cluster}/${name}`;

const shape = (subject: Subject): readonly Result[] => {
  const { site } = subject;
  const changes = [...planMachines(site), ...planVolumes(site)].filter(({ action }) => action !== 'remove');
  return perCluster(subject, 'as specified', (machine) => {
    const here = hereOf(subject, machine);
    if (here === undefined) return [];
    const machineItem = itemOf(site, here, 'machine', machine.name);
    // Of a pool that is off, the probe of pools tells.
    const disks = here.pool?.active === false ? [] : machine.disks;
    const volumes = disks.map(({ target }) => itemOf(site, here, 'volume', `${machine.name}/${target}`));
    return changes
      .filter(({ item }) => item === machineItem || volumes.includes(item))
      .map(({ item, action, what }) =>
        fail(ofMachine(machine), action === 'create' ? `there is no ${item}` : what, create),
      );
  });
};

const extra = ({ site }: Subject): readonly Result[] => {
  const gone = [...planMachines(site), ...planVolumes(site)].filter(({ action }) => action === 'remove');
  return gone.length === 0
    ? [pass('', 'none')]
    : gone.map(({ item, what }) => fail(item, what, 'The document no longer has it: lab create removes it'));
};

const rehearsed = async ({ site }: Subject): Promise<readonly Result[]> => {
  const left = await leftBehind(site);
  return [left === undefined ? pass('', 'none is left open') : fail('', left.what, left.remedy)];
};

const pool = ({ site }: Subject): readonly Result[] => {
  const changes = planPools(site);
  return site.surveys
    .filter((here) => machinesOn(site, here).length > 0)
    .map((here) => {
      const of = itemOf(site, here, 'pool', here.spec.pool);
      const change = changes.find(({ item }) => item === of);
      if (change === undefined) return pass(of, `active, in ${here.pool?.path}`);
      const said = { create: 'it is not there', start: 'it is not active' } as Partial<Record<Action, string>>;
      return fail(of, said[change.action] ?? change.what, 'lab create makes it so');
    });
};

/** Off is fine: a hub switches its machines on itself. */
const power = (subject: Subject): readonly Result[] => {
  const states = new Map<string, number>();
  const results = perCluster(subject, '', (machine) => {
    const state = domainOf(subject, machine)?.state;
    const of = ofMachine(machine);
    if (state === undefined) return [fail(of, 'there is no such machine', create)];
    states.set(`${machine.cluster} ${state}`, (states.get(`${machine.cluster} ${state}`) ?? 0) + 1);
    if (state === 'crashed') return [fail(of, state, 'Its console and its serial log tell why; then start it anew')];
    if (state === 'paused' || state === 'blocked')
      return [warn(of, state, `virsh domstate --reason ${machine.name} tells why: a full disk, mostly`)];
    return [];
  });
  return results.map((result) => {
    if (result.result !== 'pass') return result;
    const own = [...states].filter(([key]) => `cluster/${key.split(' ')[0]}` === result.of);
    return { ...result, value: own.map(([key, number]) => `${number} ${key.split(' ')[1]}`).join(', ') };
  });
};

const running = (subject: Subject): readonly Result[] =>
  perCluster(subject, 'running', (machine) => {
    const state = domainOf(subject, machine)?.state ?? 'absent';
    return state === 'running'
      ? []
      : [fail(ofMachine(machine), state, 'An installed cluster needs its machines: start it')];
  });

export const machineProbes: readonly Probe[] = [
  { id: 'machine.pool', phase: 'machines', scope: 'lab', what: 'pools of disks are active', run: pool },
  {
    id: 'machine.shape',
    phase: 'machines',
    scope: 'cluster',
    what: 'machines and their disks are as specified',
    run: shape,
  },
  {
    id: 'machine.extra',
    phase: 'machines',
    scope: 'lab',
    what: "no machine has the lab's mark that its document does not have",
    run: extra,
  },
  {
    id: 'machine.rehearsal',
    phase: 'machines',
    scope: 'lab',
    what: 'no rehearsal was broken off without its things being put back',
    run: rehearsed,
  },
  {
    id: 'machine.power',
    phase: 'machines',
    scope: 'cluster',
    what: 'machines are on or off, and neither stuck nor crashed',
    run: power,
  },
  {
    id: 'machine.running',
    phase: 'installed',
    scope: 'cluster',
    what: 'machines of installed clusters run',
    run: running,
  },
];
