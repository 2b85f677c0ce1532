/** Snapshots of a whole lab, or of some of its machines: all of them off, BIOS and UEFI alike. */
import { nearest } from '../../src/suggest.js';
import { isOff, machineProblems } from '../kinds/machine.js';
import { itemOf, type Site } from '../kinds/site.js';
import { diskPath, volumeOf } from '../kinds/volume-names.js';
import type { SnapshotMark } from '../libvirt/mark.js';
import type { Survey } from '../libvirt/survey.js';
import { all as elements } from '../libvirt/xml.js';
import { type Change, PlanError } from '../plan/change.js';
import { writeSize } from '../spec/sizes.js';
import type { LabMachine } from '../spec/types.js';
import { type PlacedMachine, placed } from './machines.js';
import { dropSnapshot, isUntouched, revertTo, standingOn, takeSnapshot } from './snapshot-machine.js';
import { mediaOf } from './status.js';

export interface SnapshotStatus {
  readonly name: string;
  /** When it was begun: ISO 8601. */
  readonly at: string;
  /** Names of the machines that it holds. */
  readonly machines: readonly string[];
  /** How many machines it was to hold. */
  readonly of: number;
  /** All of them are whole. Otherwise its making or removal was broken off. */
  readonly complete: boolean;
  /** Its removal has begun. */
  readonly removing: boolean;
  /** A file of it is missing. */
  readonly damaged: boolean;
  /** Bytes that its files take. */
  readonly size: number;
}

interface Part {
  readonly machine: string;
  readonly part: SnapshotMark;
  readonly damaged: boolean;
  readonly size: number;
}

const lacks = (pool: Survey['pool'], files: readonly string[]): boolean =>
  pool?.active === true && files.some((file) => !pool.volumes.has(file));

const partsOn = ({ lab }: Site, { domains, pool }: Survey): readonly Part[] =>
  domains
    .filter(({ mark }) => mark?.lab === lab.name)
    .flatMap(({ name: machine, mark }) =>
      (mark?.snapshots ?? []).map((part) => {
        const files = [part.state, ...(part.disks ?? []).map(({ name }) => name)];
        const damaged = part.disks !== undefined && lacks(pool, files);
        return { machine, part, damaged, size: files.reduce((sum, file) => sum + (pool?.occupied.get(file) ?? 0), 0) };
      }),
    );

/** In the order in which they were made. */
export const snapshotsOf = (site: Site): readonly SnapshotStatus[] => {
  const parts = site.surveys.flatMap((here) => partsOn(site, here));
  return [...new Set(parts.map(({ part }) => part.name))]
    .map((name) => {
      const own = parts.filter(({ part }) => part.name === name);
      const whole = own.filter(({ part }) => part.disks !== undefined);
      const of = Math.max(...own.map(({ part }) => part.machines));
      return {
        name,
        at: own.map(({ part }) => part.at).sort()[0] ?? '',
        machines: whole.map(({ machine }) => machine),
        of,
        complete: whole.length === own.length && whole.length >= of,
        removing: own.some(({ part }) => part.removing),
        damaged: own.some(({ damaged }) => damaged),
        size: own.reduce((sum, { size }) => sum + size, 0),
      };
    })
    .sort((one, other) => one.at.localeCompare(other.at));
};

/** Machines of which something is wrong, in a sentence; none where that is none. */
const problem = (machines: readonly PlacedMachine[], sentence: (names: string) => string): readonly string[] =>
  machines.length === 0 ? [] : [sentence(machines.map(({ found }) => found.name).join(', '))];

const refuse = (...problems: readonly (readonly string[])[]): void => {
  if (problems.flat().length > 0) throw new PlanError(problems.flat());
};

const partOf = ({ found }: PlacedMachine, name: string): SnapshotMark | undefined =>
  found.mark?.snapshots?.find((part) => part.name === name);

const running = (machines: readonly PlacedMachine[]): readonly string[] =>
  problem(
    machines.filter(({ found }) => !isOff(found)),
    (names) => `${names}: on, and snapshots are of machines that are off (lab stop switches them off)`,
  );

const known = (site: Site, name: string): SnapshotStatus => {
  const all = snapshotsOf(site);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name);
  const near = nearest(name, names);
  const instead =
    near === undefined
      ? names.length === 0
        ? 'There is none'
        : `There are: ${names.join(', ')}`
      : `Did you mean ${near}?`;
  throw new PlanError([`there is no snapshot ${name}. ${instead}`]);
};

/** Machines of this snapshot: all of them where none are asked for. */
const holders = (site: Site, name: string, machines: readonly LabMachine[] | undefined): readonly PlacedMachine[] =>
  placed(site, machines ?? site.lab.machines.filter((machine) => holds(site, machine, name)));

const holds = ({ surveys }: Site, { uuid }: LabMachine, name: string): boolean =>
  surveys.some(({ domains }) =>
    domains.some((found) => found.uuid === uuid && found.mark?.snapshots?.some((part) => part.name === name)),
  );

const change = (site: Site, { here, found }: PlacedMachine, own: Pick<Change, 'action' | 'what' | 'run'>): Change => ({
  item: itemOf(site, here, 'machine', found.name),
  disruption: 'none',
  after: [],
  ...own,
});

/** A file of a disk that is not yet written to. */
const emptyFile = 2 ** 20;

/** Where a pool has less room than its machines need now. */
const tooSmall = (needs: ReadonlyMap<Survey, number>): readonly string[] =>
  [...needs].flatMap(([{ pool, spec }, need]) =>
    pool === undefined || pool.info.available >= need
      ? []
      : [
          `the pool ${spec.pool} on ${spec.name} has ${writeSize(pool.info.available)} left, and this needs ${writeSize(need)}`,
        ],
  );

const inactivePools = (machines: readonly PlacedMachine[]): readonly string[] =>
  [...new Set(machines.map(({ here }) => here))].flatMap(({ pool, spec }) =>
    pool?.active ? [] : [`the pool ${spec.pool} on ${spec.name} is not active: lab create starts it`],
  );

const total = (
  machines: readonly PlacedMachine[],
  need: (one: PlacedMachine) => number,
): ReadonlyMap<Survey, number> => {
  const needs = new Map<Survey, number>();
  for (const one of machines) needs.set(one.here, (needs.get(one.here) ?? 0) + need(one));
  return needs;
};

/** Its disks are those of the document, where a lab keeps them. */
const isPlaced = ({ lab }: Site, { here, machine, found }: PlacedMachine): boolean =>
  elements(found.tree, 'devices/disk').filter(({ attributes: { device = 'disk' } }) => isDisk(device)).length ===
    machine.disks.length &&
  machine.disks.every(
    (disk) => diskPath(found, disk.target) === `${here.pool?.path}/${volumeOf(lab, here, machine, disk)}`,
  );

const isDisk = (device: string): boolean => device === 'disk' || device === 'lun';

/** And their files are there. */
const isWhole = (site: Site, one: PlacedMachine): boolean =>
  isPlaced(site, one) &&
  one.machine.disks.every((disk) => one.here.pool?.volumes.has(volumeOf(site.lab, one.here, one.machine, disk)));

const otherwise = (machines: readonly PlacedMachine[], isWell: (one: PlacedMachine) => boolean): readonly string[] =>
  problem(
    machines.filter((one) => !isWell(one)),
    (names) =>
      `${names}: disks are not as specified: lab create makes them so, and those that others attached have to be detached (virsh detach-disk --config)`,
  );

/** What keeps `lab create` from these machines. */
const obstacles = (site: Site, machines: readonly PlacedMachine[]): readonly string[] =>
  machineProblems({ ...site, lab: { ...site.lab, machines: machines.map(({ machine }) => machine) } });

/** Without volumes, of which none is looked at. */
const bare = (here: Survey): Survey =>
  here.pool === undefined ? here : { ...here, pool: { ...here.pool, active: false, volumes: new Map() } };

const filtered = async <T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<readonly T[]> => {
  const answers = await Promise.all(all.map(test));
  return all.filter((_, index) => answers[index]);
};

const savedMemory = async (machines: readonly PlacedMachine[]): Promise<readonly string[]> =>
  problem(
    await filtered(machines, ({ found }) => found.domain.hasManagedSaveImage()),
    (names) =>
      `${names}: the memory was saved (virsh managedsave), and is of the disks as they are: start and stop, or virsh managedsave-remove`,
  );

const namePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Throws `PlanError`. What of a snapshot that was broken off is there already is not made again. */
export const planSnapshot = async (
  site: Site,
  machines: readonly LabMachine[],
  name: string,
): Promise<readonly Change[]> => {
  if (!namePattern.test(name))
    throw new PlanError([`"${name}" is no name of a snapshot: letters, digits, and . _ - within it, 64 at most`]);
  const before = snapshotsOf(site).find((one) => one.name === name);
  if (before?.complete)
    throw new PlanError([
      `there is a snapshot ${name} of ${before.machines.length} machines already: take another name, or delete it first (lab snapshot delete ${name})`,
    ]);
  if (before?.removing)
    throw new PlanError([`the removal of ${name} was broken off: lab snapshot delete ${name} goes on with it`]);
  const all = placed(site, machines).filter((one) => partOf(one, name)?.disks === undefined);
  const made = holders(site, name, undefined).filter((one) => partOf(one, name)?.disks !== undefined);
  refuse(inactivePools(made), obstacles(site, made));
  refuse(
    problem(
      await filtered(made, async (one) => !(await isUntouched(site.lab, one, partOf(one, name) ?? {}))),
      (names) =>
        `${names}: in the snapshot ${name}, and written to since then. It would not be of one moment: delete it first (lab snapshot delete ${name})`,
    ),
  );
  refuse(
    inactivePools(all),
    running(all),
    obstacles(site, all),
    otherwise(all, (one) => isWhole(site, one)),
    problem(
      all.filter(({ found }) => mediaOf(found.tree) !== undefined),
      (names) => `${names}: an image is in the CD drive, and would not be part of the snapshot: eject it`,
    ),
    await savedMemory(all),
    tooSmall(total(all, ({ machine }) => emptyFile * (machine.disks.length + 1))),
  );
  const said = { name, at: new Date().toISOString(), machines: before?.of ?? machines.length };
  return all.map((one) => {
    const disks = one.machine.disks.map(({ target }) => target);
    const parts = [...disks, ...(one.machine.firmware === 'uefi' ? ['UEFI variables'] : []), 'definition'];
    return change(site, one, {
      action: 'create',
      what: `snapshot ${name}: ${parts.join(', ')}`,
      run: () => takeSnapshot(site.lab, one, said),
    });
  });
};

/** Said where libvirt has saved a machine's memory, which a revert removes. */
export const withoutMemory = 'without the memory that was saved';

const otherDisks = ({ machine }: PlacedMachine, { disks = [] }: SnapshotMark): boolean =>
  machine.disks.length !== disks.length ||
  machine.disks.some(({ target }) => !disks.some((disk) => disk.target === target));

/** `machines` undefined: those of the snapshot, which has to be complete then. Throws `PlanError`. */
export const planRevert = async (
  site: Site,
  machines: readonly LabMachine[] | undefined,
  name: string,
): Promise<readonly Change[]> => {
  const snapshot = known(site, name);
  if (machines === undefined && !snapshot.complete)
    throw new PlanError([
      `snapshot ${name} holds ${snapshot.machines.length} of ${snapshot.of} machines: its making or removal was broken off. ` +
        `lab snapshot ${snapshot.removing ? '' : `create ${name} or `}delete ${name} goes on; --only reverts single machines`,
    ]);
  const all = holders(site, name, machines);
  refuse(
    inactivePools(all),
    running(all),
    // A file that is missing is what a revert helps against.
    obstacles({ ...site, surveys: site.surveys.map(bare) }, all),
    otherwise(all, (one) => isPlaced(site, one)),
    problem(
      all.filter((one) => partOf(one, name)?.disks === undefined),
      (names) => `${names}: not in the snapshot ${name}`,
    ),
    problem(
      all.filter((one) => {
        const part = partOf(one, name);
        return part?.disks !== undefined && otherDisks(one, part);
      }),
      (names) => `${names}: other disks than in the snapshot ${name}: take those that came since out of the document`,
    ),
    problem(
      all.filter((one) => {
        const { disks = [], state } = partOf(one, name) ?? {};
        return lacks(one.here.pool, [...(state === undefined ? [] : [state]), ...disks.map((disk) => disk.name)]);
      }),
      (names) => `${names}: the snapshot ${name} is damaged, a file of it is missing from the pool`,
    ),
    tooSmall(total(all, ({ machine }) => emptyFile * machine.disks.length)),
  );
  const saved = await filtered(all, ({ found }) => found.domain.hasManagedSaveImage());
  return all.map((one) =>
    change(site, one, {
      action: 'revert',
      what: `to ${name} of ${partOf(one, name)?.at}${saved.includes(one) ? `, ${withoutMemory}` : ''}`,
      run: () => revertTo(site.lab, one, name),
    }),
  );
};

/** What a machine's disks take when each becomes a single file again; 0 while it has other snapshots. */
const copied = async ({ lab }: Site, { here, machine, found }: PlacedMachine, name: string): Promise<number> => {
  const { pool } = here;
  if (!pool || found.mark?.snapshots?.some((part) => part.name !== name && part.disks !== undefined)) return 0;
  const sizes = machine.disks.map(async (disk) => {
    const files = await standingOn(pool.pool, `${pool.path}/`, [volumeOf(lab, here, machine, disk)]);
    return files.size < 2 ? 0 : [...files].reduce((sum, file) => sum + (pool.occupied.get(file) ?? 0), 0);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

/** `machines` undefined: all that have a part of it, whole or not. Throws `PlanError`. */
export const planSnapshotRemoval = async (
  site: Site,
  machines: readonly LabMachine[] | undefined,
  name: string,
): Promise<readonly Change[]> => {
  known(site, name);
  const all = holders(site, name, machines).filter((one) => partOf(one, name) !== undefined);
  refuse(
    inactivePools(all),
    running(all),
    obstacles(site, all),
    otherwise(all, (one) => isWhole(site, one)),
    await savedMemory(all),
  );
  const needs = new Map(await Promise.all(all.map(async (one) => [one, await copied(site, one, name)] as const)));
  refuse(tooSmall(total(all, (one) => needs.get(one) ?? 0)));
  return all.map((one) => {
    const need = needs.get(one) ?? 0;
    return change(site, one, {
      action: 'remove',
      what: `snapshot ${name}${need === 0 ? '' : `, its last: up to ${writeSize(need)} are copied`}`,
      run: (signal) => dropSnapshot(site.lab, one, name, signal),
    });
  });
};
