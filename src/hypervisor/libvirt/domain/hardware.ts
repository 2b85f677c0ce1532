import type { Disk, Nic, Processors } from '../../port.js';
import { volumeOf } from '../storage/device.js';
import { attributeAt, children, find, numberOf, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** `<vcpu>` and `<topology>`; without one libvirt's default: every vCPU is a socket of its own. */
export function readProcessors(domain: XmlElement): Omit<Processors, 'model' | 'vendor'> {
  const vcpu = find(domain, 'vcpu');
  const maximum = numberOf(vcpu?.text) ?? 1;
  const topology = find(domain, 'cpu', 'topology')?.attributes;
  const groups = (numberOf(topology?.dies) ?? 1) * (numberOf(topology?.clusters) ?? 1);
  return {
    sockets: numberOf(topology?.sockets) ?? maximum,
    coresPerSocket: (numberOf(topology?.cores) ?? 1) * groups,
    threadsPerCore: numberOf(topology?.threads) ?? 1,
    online: numberOf(vcpu?.attributes.current) ?? maximum,
    architecture: attributeAt(domain, ['os', 'type'], 'arch') ?? 'x86_64',
  };
}

export function readUuid(domain: XmlElement): string {
  return (textAt(domain, 'uuid') ?? '').toLowerCase();
}

/** Hard disks; CD and floppy drives are `MediaDrive`s. Sizes are not in the XML. */
export function readDisks(domain: XmlElement, sizes: DiskSizes): readonly Disk[] {
  return children(find(domain, 'devices'), 'disk')
    .filter(({ attributes }) => (attributes.device ?? 'disk') === 'disk' || attributes.device === 'lun')
    .map((disk) => {
      const target = attributeAt(disk, ['target'], 'dev') ?? '';
      const rotation = numberOf(attributeAt(disk, ['target'], 'rotation_rate'));
      const optional = {
        serial: textAt(disk, 'serial'),
        wwn: textAt(disk, 'wwn'),
        manufacturer: textAt(disk, 'vendor'),
        model: textAt(disk, 'product'),
        ...sizes.get(target),
        source: sourceOf(disk),
        // SCSI's word for solid state is a rotation rate of 1 (SBC-3 6.5.3).
        rotational: rotation === undefined ? undefined : rotation !== 1,
        blockSize: numberOf(attributeAt(disk, ['blockio'], 'logical_block_size')) ?? defaultBlockSize(domain, disk),
        volume: volumeOf(disk),
      };
      return {
        target,
        bus: attributeAt(disk, ['target'], 'bus') ?? 'virtio',
        readOnly: find(disk, 'readonly') !== undefined,
        ...present(optional),
      };
    });
}

/** QEMU's own disks have sectors of 512 bytes unless told otherwise; passed-through ones have what they have. */
const defaultBlockSize = (domain: XmlElement, disk: XmlElement): number | undefined =>
  /^(qemu|kvm|hvf)$/.test(domain.attributes.type ?? '') && disk.attributes.device !== 'lun' ? 512 : undefined;

/** Bytes by target name. */
export type DiskSizes = ReadonlyMap<string, { readonly capacity: number }>;

/** Addresses by MAC address. */
export type NicAddresses = ReadonlyMap<string, Nic['addresses']>;

export function readNics(domain: XmlElement, addresses: NicAddresses): readonly Nic[] {
  return children(find(domain, 'devices'), 'interface').map((nic) => {
    const mac = (attributeAt(nic, ['mac'], 'address') ?? '').toLowerCase();
    const source = find(nic, 'source')?.attributes;
    const optional = {
      model: attributeAt(nic, ['model'], 'type'),
      network: source?.network ?? source?.bridge ?? source?.dev,
      vlan: vlanOf(nic),
      mtu: numberOf(attributeAt(nic, ['mtu'], 'size')),
      attachment: nic.attributes.type,
      // libvirt switches no link of a card of the host's that is the guest's now.
      linkUp: nic.attributes.type === 'hostdev' ? undefined : attributeAt(nic, ['link'], 'state') !== 'down',
    };
    return {
      mac,
      addresses: addresses.get(mac) ?? [],
      ...present(optional),
    };
  });
}

/** A trunk has several, and none of them is the card's own. */
function vlanOf(nic: XmlElement): number | undefined {
  const vlan = find(nic, 'vlan');
  const tags = children(vlan, 'tag');
  return tags.length === 1 && vlan?.attributes.trunk !== 'yes' ? numberOf(tags[0]?.attributes.id) : undefined;
}

/** Where a disk's bytes are, in one line: path, `https://host:port/name`, `pool/volume`. */
export function sourceOf(disk: XmlElement): string | undefined {
  const source = find(disk, 'source');
  if (!source) return undefined;
  const { file, dev, dir, pool, volume, protocol, name } = source.attributes;
  if (pool !== undefined) return `${pool}/${volume ?? ''}`;
  if (protocol === undefined) return file ?? dev ?? dir;
  const host = find(source, 'host')?.attributes;
  return `${protocol}://${host?.name ?? ''}${host?.port ? `:${host.port}` : ''}/${(name ?? '').replace(/^\//, '')}`;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value. */
export function present<T extends object>(members: T): Present<T>;
export function present(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
