/** Disks that a rehearsal may write to, and that it makes empty again. */
import { DomainXmlFlags } from '../../src/libvirt/index.js';
import type { Site } from '../kinds/site.js';
import { renewVolume } from '../kinds/volume.js';
import { diskPath, volumeOf } from '../kinds/volume-names.js';
import { markOf } from '../libvirt/mark.js';
import { first, readXml } from '../libvirt/xml.js';
import type { PlacedMachine } from '../operate/machines.js';
import type { LabDisk } from '../spec/types.js';

/** QEMU's default for qcow2 (docs/interop/qcow2.txt). */
const cluster = 65_536;

/** Bytes that a qcow2 without data takes at most: header, refcounts, the first table, and what a file system rounds up. */
const emptyBytes = (size: number): number => {
  const table = Math.ceil(((size / cluster / 8192) * 8) / cluster) * cluster;
  return 3 * cluster + table + cluster;
};

/** What the image takes at most, once it is written. */
const probeBytes = 96 * 1024 * 1024;

/** Why a disk is not to be touched; undefined: it may. Everything is looked at anew. */
const reservation = async (
  { lab }: Site,
  { here, machine, found }: PlacedMachine,
  disk: LabDisk,
  limit: number,
): Promise<string | undefined> => {
  const tree = await readXml(await found.domain.toXml(DomainXmlFlags.INACTIVE));
  if (markOf(tree)?.snapshots !== undefined) return 'it has snapshots';
  const name = volumeOf(lab, here, machine, disk);
  if (diskPath({ tree }, disk.target) !== `${here.pool?.path}/${name}`) return `${disk.target} is not in ${name}`;
  const pool = await here.connection.lookupStoragePoolByName(here.spec.pool);
  const volume = await pool.lookupVolumeByName(name);
  if (first(await readXml(await volume.toXml()), 'backingStore/path') !== undefined)
    return `${name} is over another file`;
  return (await volume.getInfo()).allocation > limit ? `${name} is not empty` : undefined;
};

/** Of all its disks: which of them a guest writes to, its kernel decides. */
const ofAll = async (site: Site, placed: PlacedMachine, limitOf: (disk: LabDisk) => number) => {
  for (const disk of placed.machine.disks) {
    const why = await reservation(site, placed, disk, limitOf(disk));
    if (why !== undefined) return why;
  }
  return undefined;
};

/** Why a machine's disks have to stay as they are; undefined: nobody has anything on them. */
export const whyNotEmpty = (site: Site, placed: PlacedMachine): Promise<string | undefined> =>
  ofAll(site, placed, ({ size }) => emptyBytes(size));

/** Whether there is no more on them than a rehearsal could have written. */
export const whyNotOurs = (site: Site, placed: PlacedMachine): Promise<string | undefined> =>
  ofAll(site, placed, ({ size }) => emptyBytes(size) + probeBytes);

/** Empty again. Rejects, and touches nothing, where the machine is on or somebody has put something there. */
export const renewDisks = async (site: Site, placed: PlacedMachine): Promise<void> => {
  const { machine, here, found } = placed;
  if (await found.domain.isActive()) throw new Error('it is on, and its disk was written to');
  const why = await whyNotOurs(site, placed);
  if (why !== undefined) throw new Error(`its disk was written to, but ${why} now: see what it is, and empty it`);
  for (const disk of machine.disks) await renewVolume(here, volumeOf(site.lab, here, machine, disk), disk);
};
