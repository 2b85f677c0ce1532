/** Takes over what somebody else made, where it is just what the lab would have made. */
import { markFor, remark, wantedOf } from '../kinds/machine.js';
import { machineAspects } from '../kinds/machine-aspects.js';
import { networkChanges, remarkNetwork } from '../kinds/network.js';
import { itemOf, machinesOn, networkName, networksOn, type Site } from '../kinds/site.js';
import { volumeName } from '../kinds/volume-names.js';
import { differences } from '../libvirt/aspect.js';
import type { Mark } from '../libvirt/mark.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import type { Change } from '../plan/change.js';
import { writeSize } from '../spec/sizes.js';
import type { LabMachine, LabNetwork } from '../spec/types.js';

/** Something of the lab's name that the lab cannot take, and why: a sentence for each difference. */
export interface Refusal {
  readonly item: string;
  readonly differences: readonly string[];
}

export interface Adoption {
  readonly changes: readonly Change[];
  readonly refusals: readonly Refusal[];
}

const marked = (mark: Mark): string => `it is of the lab ${mark.lab}`;

const adoption = (
  item: string,
  what: string,
  differing: readonly string[],
  run: () => Promise<void>,
): readonly (Change | Refusal)[] =>
  differing.length > 0
    ? [{ item, differences: differing }]
    : [{ item, action: 'adopt', what, disruption: 'none', after: [], run }];

const ofNetwork = (site: Site, here: Survey, network: LabNetwork): readonly (Change | Refusal)[] => {
  const name = networkName(site.lab, network);
  const found = here.networks.find((one) => one.name === name);
  if (found === undefined || found.mark?.lab === site.lab.name) return [];
  const differing = found.mark
    ? [marked(found.mark)]
    : // One that is off is no other network.
      networkChanges(site, here, network).flatMap(({ action, what }) => (action === 'start' ? [] : [what]));
  return adoption(itemOf(site, here, 'network', network.name), `network ${name}`, differing, () =>
    remarkNetwork(found, { lab: site.lab, network, name }, here),
  );
};

/** Files of disks are the machine's own in the lab's pool, so that they go with it. */
const volumeDifferences = (site: Site, { pool, spec }: Survey, machine: LabMachine): readonly string[] =>
  machine.disks.flatMap((disk) => {
    const name = volumeName(site.lab, machine, disk);
    const size = pool?.volumes.get(name);
    if (size === undefined) return [`volume ${name} is not in the pool ${spec.pool}`];
    return size === disk.size ? [] : [`volume ${name} ${writeSize(size)} -> ${writeSize(disk.size)}`];
  });

const machineDifferences = (
  site: Site,
  here: Survey,
  { machine, found }: { readonly machine: LabMachine; readonly found: FoundDomain },
): readonly string[] => {
  if (found.mark) return [marked(found.mark)];
  if (found.uuid !== machine.uuid) return [`UUID ${found.uuid} -> ${machine.uuid}`];
  const aspects = differences(machineAspects, found.tree, wantedOf(site, here, machine));
  return [...aspects.map(({ sentence }) => sentence), ...volumeDifferences(site, here, machine)];
};

const ofMachine = (site: Site, here: Survey, machine: LabMachine): readonly (Change | Refusal)[] => {
  const found =
    here.domains.find(({ uuid }) => uuid === machine.uuid) ?? here.domains.find(({ name }) => name === machine.name);
  if (found === undefined || found.mark?.lab === site.lab.name) return [];
  const mark = markFor(site.lab, here, machine);
  const disks = mark.volumes.map(({ name }) => name).join(', ');
  const what = `machine ${found.uuid}${disks === '' ? '' : ` with ${disks}`}`;
  return adoption(
    itemOf(site, here, 'machine', machine.name),
    what,
    machineDifferences(site, here, { machine, found }),
    () => remark(found, mark),
  );
};

/** What could be the lab's and bears no mark of it. Touches nothing. */
export const planAdoption = (site: Site): Adoption => {
  const all = site.surveys.flatMap((here) => [
    ...networksOn(site, here).flatMap((network) => ofNetwork(site, here, network)),
    ...machinesOn(site, here).flatMap((machine) => ofMachine(site, here, machine)),
  ]);
  return {
    changes: all.flatMap((one) => ('run' in one ? [one] : [])),
    refusals: all.flatMap((one) => ('run' in one ? [] : [one])),
  };
};
