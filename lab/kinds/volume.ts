import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, element, readXml, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import { writeSize } from '../spec/sizes.js';
import type { LabDisk, LabMachine } from '../spec/types.js';
import { givenUp, isOff, markFor, remark, removeVolume } from './machine.js';
import { poolItem } from './pool.js';
import { itemOf, machinesOn, type Site } from './site.js';
import { lossOf, volumeOf } from './volume-names.js';

/** libvirt up to 9.0 makes the format of QEMU 0.10, which cannot give back what is discarded over another file. */
export const qcow2Target = (): XmlNode =>
  element('target', {}, [element('format', { type: 'qcow2' }), element('compat', {}, '1.1')]);

const create = async ({ connection, spec }: Survey, name: string, { size }: LabDisk, loss?: string): Promise<void> => {
  const pool = await connection.lookupStoragePoolByName(spec.pool);
  // A pool that was off when the plan was made shows what it has only now.
  const there = (await pool.volumes()).find((volume) => volume.name === name);
  if (there !== undefined && (await there.getInfo()).capacity >= size) return;
  if (there === undefined && loss !== undefined) throw new Error(loss);
  const xml = element('volume', {}, [
    element('name', {}, name),
    element('capacity', { unit: 'bytes' }, String(size)),
    element('allocation', { unit: 'bytes' }, '0'),
    qcow2Target(),
  ]);
  await pool.createVolume(writeXml(xml));
};

/** Empty again, in the size that it is wanted in. Where it is stopped in between, a plan makes it. */
export const renewVolume = async (here: Survey, name: string, disk: LabDisk): Promise<void> => {
  await removeVolume(here, here.spec.pool, name);
  await create(here, name, disk);
};

/** Path of that file as the machine has it open; undefined: it has not. */
const openPath = async (found: FoundDomain | undefined, name: string): Promise<string | undefined> => {
  if (found === undefined || !(await found.domain.isActive())) return undefined;
  const paths = all(await readXml(await found.domain.toXml()), 'devices/disk/source').map(
    ({ attributes }) => attributes.file,
  );
  return paths.find((path) => path?.endsWith(`/${name}`));
};

/** A running QEMU does it itself, and its guest hears of it: nobody else may write to a file that it has open. */
const grow = async (
  { connection, spec }: Survey,
  found: FoundDomain | undefined,
  name: string,
  { size }: LabDisk,
): Promise<void> => {
  const path = await openPath(found, name);
  if (found !== undefined && path !== undefined) return found.domain.blockResize(path, size);
  const pool = await connection.lookupStoragePoolByName(spec.pool);
  await (await pool.lookupVolumeByName(name)).resize(size);
};

const changesOf = (site: Site, here: Survey, machine: LabMachine): readonly Change[] => {
  const machineItem = itemOf(site, here, 'machine', machine.name);
  const found = here.domains.find(({ uuid }) => uuid === machine.uuid);
  return machine.disks.flatMap((disk): readonly Change[] => {
    const name = volumeOf(site.lab, here, machine, disk);
    const have = here.pool?.volumes.get(name);
    // The machine's mark says whose the volume is: it comes first.
    const own = {
      item: itemOf(site, here, 'volume', `${machine.name}/${disk.target}`),
      after: [poolItem(site, here), machineItem],
    };
    if (have === undefined) {
      const run = () => create(here, name, disk, lossOf(site.lab, here, machine, disk));
      // Of a pool that is off nobody knows what is in it.
      const unless = here.pool?.active === false ? ', unless it is there: its pool is off' : '';
      const what = `volume of ${writeSize(disk.size)}${unless}`;
      return [{ ...own, action: 'create', what, disruption: 'none', run }];
    }
    if (have >= disk.size) return [];
    const run = () => grow(here, found, name, disk);
    const what = `volume ${writeSize(have)} -> ${writeSize(disk.size)}`;
    return [{ ...own, action: 'change', what, disruption: found && !isOff(found) ? 'live' : 'none', run }];
  });
};

/** Disks that the document no longer has, of machines that it still has. One after the other: each changes the mark. */
const leftovers = (site: Site, here: Survey, machine: LabMachine): readonly Change[] => {
  const found = here.domains.find(({ uuid }) => uuid === machine.uuid);
  if (found?.mark?.lab !== site.lab.name) return [];
  const given = givenUp(found, markFor(site.lab, here, machine), here);
  return given.map(({ pool, name }, index) => ({
    item: itemOf(site, here, 'volume', `${machine.name}/given-up`),
    action: 'remove',
    what: `${name}: volume of a disk that ${machine.name} no longer has`,
    disruption: isOff(found) ? 'none' : 'power cycle',
    after: [itemOf(site, here, 'machine', machine.name)],
    run: async () => {
      if (await found.domain.isActive()) throw new Error(`${machine.name} runs with it: switch it off first`);
      await removeVolume(here, pool, name);
      const mark = markFor(site.lab, here, machine);
      await remark(found, { ...mark, volumes: [...mark.volumes, ...given.slice(index + 1)] });
    },
  }));
};

export const planVolumes = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here) =>
    machinesOn(site, here).flatMap((machine) => [...changesOf(site, here, machine), ...leftovers(site, here, machine)]),
  );
