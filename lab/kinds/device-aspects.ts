/** Disks, CD drive and network cards of a machine. What else somebody has said of them stays. */
import type { Aspect } from '../libvirt/aspect.js';
import { all, element, ensure, first, replace, type XmlNode } from '../libvirt/xml.js';
import type { LabDisk, LabNic } from '../spec/types.js';
import type { WantedMachine } from './wanted-machine.js';

const disks = (tree: XmlNode, device: string): readonly XmlNode[] =>
  all(tree, 'devices/disk').filter(({ attributes }) => (attributes.device ?? 'disk') === device);

const targetOf = (disk: XmlNode): string => first(disk, 'target')?.attributes.dev ?? '';

const busOf = (disk: XmlNode): string | undefined => first(disk, 'target')?.attributes.bus;

const turns = (bus: string | undefined): boolean => bus !== 'virtio' && bus !== 'nvme';

const diskElement = (disk: LabDisk, path: string): XmlNode =>
  element('disk', { type: 'file', device: 'disk' }, [
    element('driver', { name: 'qemu', type: 'qcow2', discard: 'unmap' }),
    element('source', { file: path }),
    element('target', {
      dev: disk.target,
      bus: disk.bus,
      ...(turns(disk.bus) && { rotation_rate: disk.rotational ? 7200 : 1 }),
    }),
    element('serial', {}, disk.serial),
  ]);

/**
 * The disk as the machine has it, in that file and with that serial number: its slot, its place in the boot order, what
 * somebody else has said of it (cache, limits) stay. A new one where it is on another bus or in no file, or by neither its
 * file nor its serial number the lab's: of another disk nothing would fit, its format least of all.
 */
const keptDisk = (present: readonly XmlNode[], disk: LabDisk, path: string): XmlNode => {
  const made = diskElement(disk, path);
  const kept = present.find(
    (one) =>
      one.attributes.type === 'file' &&
      targetOf(one) === disk.target &&
      busOf(one) === disk.bus &&
      (first(one, 'source')?.attributes.file === path || first(one, 'serial')?.text === disk.serial),
  );
  if (kept === undefined) return made;
  const source = ensure(kept, 'source').attributes;
  if (source.file !== path) {
    // What is said of the other file does not hold of the lab's.
    replace(kept, ({ name }) => name === 'backingStore', []);
    ensure(kept, 'driver').attributes.type = 'qcow2';
  }
  source.file = path;
  ensure(kept, 'serial').text = disk.serial;
  Object.assign(ensure(kept, 'target').attributes, first(made, 'target')?.attributes);
  return kept;
};

const freeTarget = (taken: readonly string[]): string =>
  ['sda', 'sdb', 'sdc', 'sdd', 'sde', 'sdf'].find((name) => !taken.includes(name)) ?? 'sdz';

/** The drive that images are inserted into: a target that no disk has. */
const cdElement = (taken: readonly string[]): XmlNode =>
  element('disk', { type: 'file', device: 'cdrom' }, [
    element('driver', { name: 'qemu', type: 'raw' }),
    element('target', { dev: freeTarget(taken), bus: 'sata' }),
    element('readonly'),
  ]);

/** A drive whose target one of the disks is to have takes another. Not with an image in it: who inserted that goes by the target. */
const giveWay = (tree: XmlNode): void => {
  const [taken, drives] = [disks(tree, 'disk').map(targetOf), disks(tree, 'cdrom')];
  for (const drive of drives.filter((one) => taken.includes(targetOf(one)))) {
    if (first(drive, 'source') !== undefined)
      throw new Error(`the CD drive ${targetOf(drive)} is in the way of a disk and has an image in it: eject it first`);
    ensure(drive, 'target').attributes.dev = freeTarget([...taken, ...drives.map(targetOf)]);
    // That of the old target.
    replace(drive, ({ name }) => name === 'address', []);
  }
};

/** `vda (virtio, etl4-master-0-vda, /pool/file)`. A rate of 1 is that of a disk that does not turn. */
const described = (
  target: string,
  {
    bus,
    rotational,
    serial,
    path,
  }: { readonly [K in 'bus' | 'serial' | 'path']?: string | undefined } & { readonly rotational: boolean },
): string =>
  `${target} (${[bus, ...(rotational ? ['rotational'] : []), serial ?? 'no serial', path ?? 'no file'].join(', ')})`;

/** The first is the one that is installed to. Of the others libvirt keeps those of a bus together, in an order of its own. */
const inOrder = ([main, ...others]: readonly string[]): string =>
  main === undefined ? '' : [main, ...others.sort()].join(', ');

const nicElement = ({ mac, network }: LabNic, networks: WantedMachine['networks']): XmlNode =>
  element('interface', { type: 'network' }, [
    element('mac', { address: mac }),
    element('source', { network: networks.get(network) ?? network }),
    element('model', { type: 'virtio' }),
  ]);

/** The card as the machine has it, with all that somebody else has said of it; a new one where it is on no network. */
const keptNic = (present: readonly XmlNode[], nic: LabNic, networks: WantedMachine['networks']): XmlNode => {
  const kept = present.find(
    (one) => one.attributes.type === 'network' && macOf(one)?.toLowerCase() === nic.mac.toLowerCase(),
  );
  const made = nicElement(nic, networks);
  if (kept === undefined) return made;
  const [have, want] = [kept, made].map((one) => first(one, 'source')?.attributes.network);
  if (have !== want) replace(kept, ({ name }) => name === 'source', all(made, 'source'));
  return kept;
};

const macOf = (nic: XmlNode): string | undefined => first(nic, 'mac')?.attributes.address;

export const deviceAspects: readonly Aspect<WantedMachine>[] = [
  {
    name: 'disks',
    wanted: ({ machine, pathOf }) =>
      inOrder(
        machine.disks.map((disk) =>
          described(disk.target, { ...disk, rotational: disk.rotational && turns(disk.bus), path: pathOf(disk) }),
        ),
      ),
    found: (tree) =>
      inOrder(
        disks(tree, 'disk').map((disk) =>
          described(targetOf(disk), {
            bus: busOf(disk),
            rotational: Number(first(disk, 'target')?.attributes.rotation_rate ?? 1) > 1,
            serial: first(disk, 'serial')?.text,
            path: first(disk, 'source')?.attributes.file,
          }),
        ),
      ),
    put: (tree, { machine, pathOf }) => {
      const devices = ensure(tree, 'devices');
      const present = disks(tree, 'disk');
      const drives = all(devices, 'disk').filter(({ attributes }) => (attributes.device ?? 'disk') !== 'disk');
      // Disks before drives: of a bus that a drive has libvirt would put them first.
      replace(devices, ({ name }) => name === 'disk', [
        ...machine.disks.map((disk) => keptDisk(present, disk, pathOf(disk))),
        ...drives,
      ]);
      giveWay(tree);
      // libvirt's own choice would be a controller of 1995.
      const scsi = all(devices, 'controller').some(({ attributes }) => attributes.type === 'scsi');
      if (!scsi && machine.disks.some(({ bus }) => bus === 'scsi'))
        devices.children.push(element('controller', { type: 'scsi', index: 0, model: 'virtio-scsi' }));
    },
  },
  {
    name: 'CD drive',
    wanted: () => 'yes',
    found: (tree) => (disks(tree, 'cdrom').length > 0 ? 'yes' : 'no'),
    put: (tree) => {
      if (disks(tree, 'cdrom').length === 0)
        ensure(tree, 'devices').children.push(cdElement(disks(tree, 'disk').map(targetOf)));
    },
  },
  {
    name: 'network cards',
    wanted: ({ machine, networks }) =>
      machine.nics.map(({ mac, network }) => `${mac} on ${networks.get(network) ?? network}`).join(', '),
    found: (tree) =>
      all(tree, 'devices/interface')
        .map((nic) => {
          const source = first(nic, 'source')?.attributes ?? {};
          return `${macOf(nic) ?? 'no address'} on ${source.network ?? source.bridge ?? 'nothing'}`;
        })
        .join(', '),
    put: (tree, { machine, networks }) => {
      const present = all(tree, 'devices/interface');
      replace(
        ensure(tree, 'devices'),
        ({ name }) => name === 'interface',
        machine.nics.map((nic) => keptNic(present, nic, networks)),
      );
    },
  },
];
