import { rm } from 'node:fs/promises';
import { parseUri } from '../../src/libvirt/dial/uri.js';
import { DomainMetadataType, DomainUndefineFlags, DomainXmlFlags, isLibvirtError } from '../../src/libvirt/index.js';
import { differences } from '../libvirt/aspect.js';
import { type Mark, markMetadata, markNamespace, markOf, markPrefix, setMark } from '../libvirt/mark.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, first, readXml, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import { writeSize } from '../spec/sizes.js';
import type { Lab, LabMachine } from '../spec/types.js';
import { bareMachine, firmwareOf, machineAspects } from './machine-aspects.js';
import { poolItem } from './pool.js';
import { hashOf, itemOf, machinesOn, networkName, type Site } from './site.js';
import { removeFormerStores, removeStores } from './variable-stores.js';
import { lossOf, ownDomain, readVolumeName, strayDisks, volumeOf } from './volume-names.js';
import type { WantedMachine } from './wanted-machine.js';

export const serialLogOf = (lab: Lab, machine: LabMachine): string =>
  `/var/log/libvirt/qemu/${lab.name}-${machine.name}-serial0.log`;

export const wantedOf = ({ lab }: Site, here: Survey, machine: LabMachine): WantedMachine => {
  const path = here.pool?.path ?? here.spec.poolPath;
  return {
    machine,
    type: machine.virt === 'auto' ? (here.kvm ? 'kvm' : 'qemu') : machine.virt,
    networks: new Map(lab.networks.map((network) => [network.name, networkName(lab, network)])),
    pathOf: (disk) => `${path}/${volumeOf(lab, here, machine, disk)}`,
    serialLog: serialLogOf(lab, machine),
  };
};

/** With what snapshots have made of its disks. */
export const markFor = (lab: Lab, here: Survey, machine: LabMachine): Mark => {
  const { volumes = [], snapshots } = ownDomain(lab, here, machine)?.mark ?? {};
  const current = machine.disks.map((disk) => ({ pool: here.spec.pool, name: volumeOf(lab, here, machine, disk) }));
  const targets = ['state', ...machine.disks.map(({ target }) => target)];
  const older = volumes.filter(
    ({ pool, name }) =>
      pool === here.spec.pool &&
      targets.includes(readVolumeName(lab, machine, name)?.target ?? '') &&
      !current.some((volume) => volume.name === name),
  );
  return { lab: lab.name, spec: hashOf(machine), volumes: [...current, ...older], ...(snapshots && { snapshots }) };
};

/** Volumes of disks that the document no longer has: they stay in the mark until they are gone. */
export const givenUp = ({ mark }: FoundDomain, wanted: Mark, { pool, spec }: Survey): Mark['volumes'] =>
  (mark?.volumes ?? []).filter((old) => {
    if (wanted.volumes.some(({ pool: place, name }) => name === old.name && place === old.pool)) return false;
    return !(old.pool === spec.pool && pool?.active === true && !pool.volumes.has(old.name));
  });

const summary = ({ vcpus, memory, disks, firmware }: LabMachine): string => {
  const sizes = disks.map(({ size }) => writeSize(size)).join(' + ');
  return `${vcpus} vCPUs, ${writeSize(memory)}, ${sizes === '' ? 'no disk' : sizes}, ${firmware}`;
};

/**
 * The machine as it is when its turn comes: a snapshot or an image may have changed it since it was surveyed, and what
 * it is given is computed from that.
 */
const anew = async (here: Survey, found: FoundDomain): Promise<{ here: Survey; found: FoundDomain }> => {
  const tree = await readXml(await found.domain.toXml(DomainXmlFlags.INACTIVE | DomainXmlFlags.SECURE));
  const { mark: _, ...rest } = found;
  const mark = markOf(tree);
  const now: FoundDomain = { ...rest, tree, ...(mark && { mark }) };
  return { here: { ...here, domains: here.domains.map((one) => (one === found ? now : one)) }, found: now };
};

/** What its mark is to say, with volumes that are still to be removed. */
const keptMark = ({ lab }: Site, here: Survey, machine: LabMachine, found: FoundDomain): Mark => {
  const mark = markFor(lab, here, machine);
  return { ...mark, volumes: [...mark.volumes, ...givenUp(found, mark, here)] };
};

const define = async (site: Site, here: Survey, machine: LabMachine): Promise<void> => {
  const wanted = wantedOf(site, here, machine);
  const tree = bareMachine(machine.uuid);
  for (const aspect of machineAspects) aspect.put(tree, wanted);
  setMark(tree, markFor(site.lab, here, machine));
  await here.connection.defineDomain(writeXml(tree));
};

export const isOff = ({ state }: FoundDomain): boolean => state === 'shutoff' || state === 'crashed';

const changesOf = (site: Site, here: Survey, machine: LabMachine): readonly Change[] => {
  const item = itemOf(site, here, 'machine', machine.name);
  const after = [poolItem(site, here)];
  // A definition names networks; they have to be there when the machine starts, which is later.
  const needs = machine.nics.map(({ network }) => itemOf(site, here, 'network', network));
  const found = here.domains.find(({ uuid }) => uuid === machine.uuid);
  if (found === undefined)
    return [
      {
        item,
        action: 'create',
        what: summary(machine),
        disruption: 'none',
        after,
        needs,
        run: () => define(site, here, machine),
      },
    ];
  const wanted = wantedOf(site, here, machine);
  const differing = differences(machineAspects, found.tree, wanted);
  if (differing.length === 0) {
    if (JSON.stringify(found.mark) === JSON.stringify(keptMark(site, here, machine, found))) return [];
    const run = async (): Promise<void> => {
      const now = await anew(here, found);
      await remark(now.found, keptMark(site, now.here, machine, now.found));
    };
    return [{ item, action: 'change', what: 'what its mark says', disruption: 'none', after, needs, run }];
  }
  const run = async (): Promise<void> => {
    if (found.name !== machine.name) {
      if (!isOff(found)) throw new Error(`it runs as ${found.name}: it can be renamed when it is off`);
      await found.domain.rename(machine.name);
    }
    const now = await anew(here, found);
    const { tree } = now.found;
    const mark = keptMark(site, now.here, machine, now.found);
    const by = wantedOf(site, now.here, machine);
    for (const { aspect } of differing) aspect.put(tree, by);
    setMark(tree, mark);
    await here.connection.defineDomain(writeXml(tree));
  };
  const what = differing.map(({ sentence }) => sentence).join('; ');
  return [{ item, action: 'change', what, disruption: isOff(found) ? 'none' : 'power cycle', after, needs, run }];
};

export const remark = async ({ domain, state }: FoundDomain, mark: Mark): Promise<void> => {
  const live = state === 'shutoff' ? 0 : 1;
  await domain.setMetadata(
    DomainMetadataType.ELEMENT,
    markMetadata(mark),
    { key: markPrefix, uri: markNamespace },
    2 | live,
  );
};

const { NVRAM, MANAGED_SAVE, SNAPSHOTS_METADATA, CHECKPOINTS_METADATA, TPM } = DomainUndefineFlags;

const withoutMetadata = (tree: XmlNode): XmlNode => ({
  ...tree,
  children: tree.children.filter(({ name }) => name !== 'metadata'),
});

/** Volumes and logs first: without the machine nobody would know whose they are. */
const remove = async (surveyed: FoundDomain, planned: Survey): Promise<void> => {
  const { found, here } = await anew(planned, surveyed);
  const { spec } = here;
  const { domain, mark } = found;
  // Whoever took the mark away meanwhile has taken the machine.
  if (mark?.lab !== surveyed.mark?.lab) throw new Error("it is not this lab's any more");
  if (await domain.isActive()) await domain.destroy();
  for (const { pool, name } of mark?.volumes ?? []) await removeVolume(here, pool, name);
  const log = first(found.tree, 'devices/serial/log')?.attributes.file;
  // libvirt keeps it. Only what has a lab's name for it, and only on this host.
  if (mark && log?.startsWith(`/var/log/libvirt/qemu/${mark.lab}-`) && isLocal(spec.uri))
    await rm(log, { force: true });
  // What its metadata names goes with it.
  await removeStores(here, { name: found.name, tree: withoutMetadata(found.tree) });
  if (firmwareOf(found.tree) === 'bios') await removeFormerStores(here, found);
  // libvirt removes what a TPM holds only where the definition still has one.
  if (first(found.tree, 'devices/tpm') === undefined && isLocal(spec.uri))
    await rm(`/var/lib/libvirt/swtpm/${found.uuid}`, { recursive: true, force: true });
  const flags = NVRAM | MANAGED_SAVE | SNAPSHOTS_METADATA | CHECKPOINTS_METADATA;
  await domain.undefine(flags | TPM).catch((error: unknown) => {
    // Older than libvirt 8.9: it removes the TPM's state by itself.
    if (!isLibvirtError(error, 'INVALID_ARG')) throw error;
    return domain.undefine(flags);
  });
};

/** `qemu:///system`, `qemu+unix:///system?socket=...`: libvirt's files are this host's. */
export const isLocal = (uri: string): boolean => parseUri(uri).transport === 'unix';

export const removeVolume = async ({ connection }: Survey, pool: string, name: string): Promise<void> => {
  try {
    const place = await connection.lookupStoragePoolByName(pool);
    if (!(await place.isActive())) await place.start();
    await (await place.lookupVolumeByName(name)).remove();
  } catch (error) {
    if (!isLibvirtError(error, 'NO_STORAGE_VOL') && !isLibvirtError(error, 'NO_STORAGE_POOL')) throw error;
  }
};

const removal = (site: Site, here: Survey, found: FoundDomain): Change => {
  const disks = all(found.tree, 'devices/disk').filter(({ attributes }) => attributes.device !== 'cdrom').length;
  const snapshots = (found.mark?.snapshots ?? []).map(({ name }) => `, snapshot ${name}`).join('');
  return {
    item: itemOf(site, here, 'machine', found.name),
    action: 'remove',
    what: `machine ${first(found.tree, 'uuid')?.text ?? ''} with ${disks} disk${disks === 1 ? '' : 's'}${snapshots}${isOff(found) ? '' : ', which runs'}`,
    disruption: isOff(found) ? 'none' : 'power cycle',
    after: [],
    run: () => remove(found, here),
  };
};

const ours = ({ lab }: Site, { domains }: Survey): readonly FoundDomain[] =>
  domains.filter(({ mark }) => mark?.lab === lab.name);

/** Emulated NVMe came with libvirt 11.5.0. */
const lacksNvme = (libvirt: string): boolean => {
  const [major = 0, minor = 0] = libvirt.split('.').map(Number);
  return major < 11 || (major === 11 && minor < 5);
};

/** One sentence for each hypervisor: all its machines want the same. */
const hardwareProblems = (site: Site, here: Survey): readonly string[] => {
  const { spec, libvirt } = here;
  const wanting = machinesOn(site, here).filter(({ disks }) => disks.some(({ bus }) => bus === 'nvme'));
  if (wanting.length === 0 || !lacksNvme(libvirt)) return [];
  const names = wanting.map(({ name }) => name).join(', ');
  return [
    `${names}: NVMe disks need libvirt 11.5, and ${spec.name} has ${libvirt}: give the flavor's disks another bus (virtio, scsi, sata)`,
  ];
};

/** With their pool, where that is not the document's. */
const listed = (volumes: Mark['volumes'], { spec }: Survey): string =>
  volumes.map(({ name, pool }) => (pool === spec.pool ? name : `${name} in the pool ${pool}`)).join(', ');

/** What keeps machines from being made: others of the same name or UUID, volumes that are not theirs. */
export const machineProblems = (site: Site): readonly string[] =>
  site.surveys.flatMap((here) => [
    ...hardwareProblems(site, here),
    ...machinesOn(site, here).flatMap((machine) => {
      const host = here.spec.name;
      const same = here.domains.filter(({ name, uuid }) => name === machine.name || uuid === machine.uuid);
      const strangers = same.filter(({ mark }) => mark?.lab !== site.lab.name);
      if (strangers.length > 0)
        return strangers.map(
          ({ name, mark }) =>
            `${host} has a machine ${name}${name === machine.name ? '' : `, with the UUID of ${machine.name},`} that is ${mark ? `of the lab ${mark.lab}` : "not this lab's"}: ` +
            (mark ? 'name one of them otherwise' : 'lab adopt takes it, if it is as specified'),
        );
      if (same.length > 1 || (same[0] && same[0].uuid !== machine.uuid))
        return [`${host} has a machine ${machine.name} with another UUID (${same[0]?.uuid}): rename or remove it`];
      const held = same[0]?.mark?.snapshots?.find(({ disks = [] }) =>
        disks.some(({ target }) => !machine.disks.some((disk) => disk.target === target)),
      );
      if (held !== undefined)
        return [
          `${machine.name} on ${host} would lose a disk that its snapshot ${held.name} is of: keep the disk until the snapshot is deleted (lab snapshot delete ${held.name})`,
        ];
      const elsewhere = site.surveys.find(
        (other) => other !== here && ownDomain(site.lab, other, machine) !== undefined,
      );
      // Its removal there would take volumes of the same names with it, which on shared storage are those in use here.
      if (same.length > 0 && elsewhere !== undefined)
        return [
          `${machine.name} is on ${host} and on ${elsewhere.spec.name}, as after a migration: ` +
            `take it away where it is not to be, without its storage (virsh undefine --keep-nvram ${machine.name})`,
        ];
      if (same.length === 0 && elsewhere !== undefined)
        return [
          `${machine.name} is on ${elsewhere.spec.name} with its disks, and would get empty ones on ${host}: ` +
            'keep it there, or remove it there first (virsh undefine --nvram --remove-all-storage)',
        ];
      const mark = markFor(site.lab, here, machine);
      const lost = same.flatMap((found) => givenUp(found, mark, here));
      const empty = mark.volumes.filter(({ name, pool }) =>
        same.some((found) => !found.mark?.volumes.some((old) => old.name === name && old.pool === pool)),
      );
      // Another name, pool or bus of a disk is another volume: nobody means to install anew by that.
      if (lost.length > 0 && empty.length > 0)
        return [
          `${machine.name} on ${host} would get an empty volume ${listed(empty, here)} in place of ${listed(lost, here)}: ` +
            'its name, its pool or the bus of its disk is another now. Keep them, or remove the machine first (virsh undefine --nvram --remove-all-storage)',
        ];
      const stray = strayDisks(site.lab, here, machine);
      if (stray.length > 0)
        return [
          `${machine.name} on ${host} has ${stray.join(', ')} in a file that lab did not make, over those of snapshots or in place of them: ` +
            'put it back into its own (virsh blockcommit, virsh edit)',
        ];
      return machine.disks.flatMap((disk) => {
        const name = volumeOf(site.lab, here, machine, disk);
        const size = here.pool?.volumes.get(name);
        if (size === undefined) return here.pool?.active ? (lossOf(site.lab, here, machine, disk) ?? []) : [];
        if (!same[0]?.mark?.volumes.some((volume) => volume.name === name))
          return [
            `the pool ${here.spec.pool} on ${host} has a volume ${name} that no machine of this lab owns: remove it`,
          ];
        if (size > disk.size)
          return [`${name} has ${writeSize(size)}, and a disk cannot shrink to ${writeSize(disk.size)}: keep the size`];
        return [];
      });
    }),
  ]);

export const planMachines = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here) => {
    const wanted = machinesOn(site, here);
    return [
      ...wanted.flatMap((machine) => changesOf(site, here, machine)),
      ...ours(site, here)
        .filter(({ uuid }) => !wanted.some((machine) => machine.uuid === uuid))
        .map((found) => removal(site, here, found)),
    ];
  });

export const removeMachines = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here) => ours(site, here).map((found) => removal(site, here, found)));
