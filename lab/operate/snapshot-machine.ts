/**
 * Snapshots of one machine. Files are made first and named in its mark before that; then one new definition puts them
 * in force, all at once; what nothing needs any more is removed last. So it can be broken off anywhere.
 */

import { variableStores } from '../../src/hypervisor/libvirt/firmware/stores.js';
import { DomainXmlFlags, isLibvirtError, type StoragePool, type StorageVolume } from '../../src/libvirt/index.js';
import { markFor, remark, removeVolume } from '../kinds/machine.js';
import { removeStores } from '../kinds/variable-stores.js';
import { qcow2Target } from '../kinds/volume.js';
import { diskPath, laterVolumeName, readVolumeName, stateName, strayDisks, volumeOf } from '../kinds/volume-names.js';
import { type Mark, markOf, type SnapshotMark, setMark } from '../libvirt/mark.js';
import type { Survey } from '../libvirt/survey.js';
import { all, element, ensure, first, readXml, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { Lab } from '../spec/types.js';
import type { PlacedMachine } from './machines.js';
import { readState, writeState } from './snapshot-state.js';

/** Files below one another, each with what was written since the one below it: more of them make a disk slow. */
const deepest = 16;

/** A machine as it is now. */
interface Now extends PlacedMachine {
  readonly lab: Lab;
  /** The present definition. */
  readonly text: string;
  readonly mark: Mark;
  readonly pool: StoragePool;
  /** Of the pool, with a slash. */
  readonly directory: string;
}

const look = async (lab: Lab, { machine, here, found }: PlacedMachine): Promise<Now> => {
  const text = await found.domain.toXml(DomainXmlFlags.INACTIVE | DomainXmlFlags.SECURE);
  const tree = await readXml(text);
  const mark = markOf(tree);
  if (mark?.lab !== lab.name) throw new Error('it is no longer of this lab');
  const pool = await here.connection.lookupStoragePoolByName(here.spec.pool);
  const directory = `${first(await readXml(await pool.toXml()), 'target/path')?.text ?? ''}/`;
  const fresh = { ...found, tree, mark, state: 'shutoff' } as const;
  return { lab, machine, here: { ...here, domains: [fresh] }, found: fresh, text, mark, pool, directory };
};

const lookOff = async (lab: Lab, one: PlacedMachine): Promise<Now> => {
  if (await one.found.domain.isActive()) throw new Error('it runs: lab stop switches it off');
  return look(lab, one);
};

const diskNames = ({ lab, here, machine }: Now) => {
  const stray = strayDisks(lab, here, machine);
  if (stray.length > 0) throw new Error(`${stray.join(', ')}: in a file that lab did not make`);
  return machine.disks.map(({ target }) => ({ target, name: volumeOf(lab, here, machine, { target }) }));
};

/** What its disks are in, and those of its snapshots. */
const heldBy = (now: Now): readonly string[] =>
  [...diskNames(now), ...(now.mark.snapshots ?? []).flatMap(({ disks = [] }) => disks)].map(({ name }) => name);

/** The mark that a plan would write, too, of a machine with this definition. A volume that is not made yet is no part. */
const markWith = (now: Now, tree: XmlNode, change: Pick<Mark, 'volumes' | 'snapshots'>): Mark => {
  const { lab, machine, here, found, mark } = now;
  const { snapshots = [], volumes } = change;
  const said: Mark = { lab: mark.lab, spec: mark.spec, volumes, ...(snapshots.length > 0 && { snapshots }) };
  const after: Survey = { ...here, domains: [{ ...found, tree, mark: said }] };
  const wanted = markFor(lab, after, machine);
  const dropped = volumes.filter(({ pool, name }) =>
    wanted.volumes.every((volume) => volume.name !== name || volume.pool !== pool),
  );
  const known = wanted.volumes.filter(({ pool, name }) =>
    volumes.some((volume) => volume.name === name && volume.pool === pool),
  );
  return { ...wanted, spec: mark.spec, volumes: [...known, ...dropped] };
};

const put = async (now: Now, change: Partial<Pick<Mark, 'volumes' | 'snapshots'>>): Promise<Now> => {
  const { found } = now;
  const mark = markWith(now, found.tree, { ...now.mark, ...change });
  await remark(found, mark);
  return look(now.lab, now);
};

const inPool = ({ here }: Now, names: readonly string[]): Mark['volumes'] =>
  names.map((name) => ({ pool: here.spec.pool, name }));

const volumeIn = async (pool: StoragePool, name: string): Promise<StorageVolume | undefined> =>
  pool.lookupVolumeByName(name).catch((error: unknown) => {
    if (isLibvirtError(error, 'NO_STORAGE_VOL')) return undefined;
    throw error;
  });

/** These files and all that they stand on. What a missing one stood on, nobody knows. */
export const standingOn = async (
  pool: StoragePool,
  directory: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const add = async (name: string): Promise<void> => {
    if (found.has(name)) return;
    found.add(name);
    const volume = await volumeIn(pool, name);
    if (volume === undefined) return;
    const xml = await readXml(await volume.toXml());
    const below = first(xml, 'backingStore/path')?.text ?? '';
    if (below === '') return;
    // What is not seen to be needed would be removed.
    if (!below.startsWith(directory)) throw new Error(`${name} stands on ${below}, which is outside of its pool`);
    await add(below.slice(directory.length));
  };
  for (const name of names) await add(name);
  return found;
};

const missingOf = async (pool: StoragePool, names: Iterable<string>): Promise<readonly string[]> => {
  const there = new Set((await pool.volumes()).map(({ name }) => name));
  return [...names].filter((name) => !there.has(name));
};

/** It bears the mark of this definition, and its disks are in those files. */
const isAsIn = ({ machine, mark, found }: Now, tree: XmlNode): boolean =>
  JSON.stringify(mark) === JSON.stringify(markOf(tree)) &&
  machine.disks.every(({ target }) => diskPath(found, target) === diskPath({ tree }, target));

/** Without parts of snapshots that are not whole, but for one, and without files that nothing needs. */
const tidy = async (now: Now, but?: string): Promise<Now> => {
  const { lab, machine, here, pool, directory, mark } = now;
  const whole = (mark.snapshots ?? []).filter(({ disks, name }) => disks !== undefined || name === but);
  const disks = [...diskNames(now), ...whole.flatMap((one) => one.disks ?? [])].map(({ name }) => name);
  const standing = await standingOn(pool, directory, disks);
  const needed = new Set([...standing, ...whole.map(({ state }) => state)]);
  const isSure = (await missingOf(pool, standing)).length === 0;
  const targets = ['state', ...machine.disks.map(({ target }) => target)];
  const left = mark.volumes.filter(
    ({ pool: place, name }) =>
      isSure &&
      place === here.spec.pool &&
      targets.includes(readVolumeName(lab, machine, name)?.target ?? '') &&
      !needed.has(name),
  );
  if (left.length === 0 && whole.length === (mark.snapshots ?? []).length) return now;
  if (!isAsIn(await look(lab, now), now.found.tree)) throw meddled('nothing was removed');
  for (const { pool: place, name } of left) await removeVolume(here, place, name);
  return put(now, { volumes: mark.volumes.filter((volume) => !left.includes(volume)), snapshots: whole });
};

/** Higher than that of any file of the machine. */
const nextNumber = async ({ lab, machine, mark, pool }: Now): Promise<number> => {
  const names = [...mark.volumes, ...(await pool.volumes())].map(({ name }) => name);
  return 1 + Math.max(0, ...names.map((name) => readVolumeName(lab, machine, name)?.number ?? 0));
};

const volumeElement = (name: string, capacity: number, below?: string): XmlNode => {
  const format = element('format', { type: 'qcow2' });
  return element('volume', {}, [
    element('name', {}, name),
    element('capacity', { unit: 'bytes' }, String(capacity)),
    element('allocation', { unit: 'bytes' }, '0'),
    qcow2Target(),
    ...(below === undefined ? [] : [element('backingStore', {}, [element('path', {}, below), format])]),
  ]);
};

/** An empty file over that one, which is written to no more. */
const putOver = async ({ pool, directory }: Now, name: string, below: string): Promise<void> => {
  const { capacity } = await (await pool.lookupVolumeByName(below)).getInfo();
  await pool.createVolume(writeXml(volumeElement(name, capacity, directory + below)));
};

const setDisk = (tree: XmlNode, target: string, path: string): void => {
  const disk = all(tree, 'devices/disk').find((one) => first(one, 'target')?.attributes.dev === target);
  if (disk === undefined) throw new Error(`its definition has no disk ${target}`);
  ensure(disk, 'source').attributes.file = path;
  disk.children = disk.children.filter(({ name }) => name !== 'backingStore');
};

/** From here on it is as `tree` says. A start in the last moment would write to files that are a snapshot's by now. */
const enforce = async (now: Now, tree: XmlNode): Promise<Now> => {
  const { here, found, machine, text } = now;
  await here.connection.defineDomain(writeXml(tree));
  if (await found.domain.isActive()) {
    const live = { tree: await readXml(await found.domain.toXml()) };
    if (!machine.disks.every(({ target }) => diskPath(live, target) === diskPath({ tree }, target))) {
      await here.connection.defineDomain(text);
      throw started();
    }
  }
  const after = await look(now.lab, now);
  if (!isAsIn(after, tree)) throw meddled('nothing was removed');
  return after;
};

const started = (): Error => new Error('somebody started it in the meantime: nothing was changed');

const meddled = (what: string): Error =>
  new Error(`somebody else changed its definition in the meantime: ${what}. Run it again`);

const storeOf = async ({ here, text }: Now): Promise<Buffer | undefined> => {
  const stores = variableStores(here.connection);
  const path = await stores.pathOf(text);
  if (path === undefined) return undefined;
  const file = await stores.read(path);
  if (file === undefined && !(await stores.isAbsent(path)))
    throw new Error(`its UEFI variables cannot be read: ${path}`);
  return file?.bytes;
};

export const takeSnapshot = async (
  lab: Lab,
  one: PlacedMachine,
  { name, at, machines }: Pick<SnapshotMark, 'name' | 'at' | 'machines'>,
): Promise<void> => {
  let now = await tidy(await lookOff(lab, one));
  const { machine, pool, directory } = now;
  const held = diskNames(now);
  for (const { name: top } of held)
    if ((await standingOn(pool, directory, [top])).size >= deepest)
      throw new Error(`${top} stands on ${deepest - 1} files: delete all snapshots, which makes one file of them`);
  const number = await nextNumber(now);
  const state = stateName(lab, machine, number);
  const later = held.map(({ target, name: below }) => ({
    target,
    below,
    name: laterVolumeName(lab, machine, target, number),
  }));
  const part: SnapshotMark = { name, at, machines, state };
  const others = now.mark.snapshots ?? [];
  const before = now;
  now = await put(now, {
    volumes: [...now.mark.volumes, ...inPool(now, [state, ...later.map((disk) => disk.name)])],
    snapshots: [...others, part],
  });
  const store = await storeOf(before);
  await writeState(pool, state, { definition: before.text, ...(store && { store }) });
  for (const disk of later) await putOver(now, disk.name, disk.below);
  const tree = await readXml(now.text);
  for (const disk of later) setDisk(tree, disk.target, directory + disk.name);
  setMark(tree, markWith(now, tree, now.mark));
  // Whole only when it is sure that nobody writes to these files: a start in the last moment could be missed by a kill.
  await put(await enforce(now, tree), { snapshots: [...others, { ...part, disks: held }] });
};

/** An empty qcow2 file of 64 KiB clusters, and its table of the first level; the first write takes 128 KiB more. */
const emptyOverlay = (capacity: number): number => 2 ** 18 + capacity / 2 ** 26;

/** Nothing was written to its disks since this part was made: they are empty files right over those of the part. */
export const isUntouched = async (
  lab: Lab,
  one: PlacedMachine,
  { disks = [] }: Pick<SnapshotMark, 'disks'>,
): Promise<boolean> => {
  const now = await look(lab, one);
  const answers = diskNames(now).map(async ({ target, name }) => {
    const held = disks.find((disk) => disk.target === target);
    const volume = await volumeIn(now.pool, name);
    if (held === undefined || volume === undefined) return false;
    const below = first(await readXml(await volume.toXml()), 'backingStore/path')?.text;
    const { capacity, allocation } = await volume.getInfo();
    return below === now.directory + held.name && allocation <= emptyOverlay(capacity);
  });
  return (await Promise.all(answers)).every(Boolean);
};

/** A store beside that of then, so that the one of now is whole until the new definition names this. */
const putStore = async (now: Now, tree: XmlNode, definition: string, store: Buffer | undefined): Promise<void> => {
  const stores = variableStores(now.here.connection);
  const then = await stores.pathOf(definition);
  if (then === undefined) return;
  const [, directory = '', stem = '', extension = ''] =
    /^(.*\/)([^/]*?)(?:\.back-\d+)?(\.[a-z0-9]+)?$/i.exec(then) ?? [];
  const numbers = ((await stores.list(directory.slice(0, -1))) ?? [])
    .filter((file) => file.startsWith(stem))
    .map((file) => Number(/\.back-(\d+)\./.exec(file)?.[1] ?? 0));
  const path = `${directory}${stem}.back-${1 + Math.max(0, ...numbers)}${extension}`;
  if (store !== undefined) {
    const present = await stores.pathOf(now.text);
    const permissions = (present === undefined ? undefined : await stores.read(present))?.permissions ?? {};
    await stores.create(path, { bytes: store, permissions });
  }
  const nvram = ensure(tree, 'os/nvram');
  const source = first(nvram, 'source');
  if (source !== undefined) source.attributes.file = path;
  else nvram.text = path;
};

export const revertTo = async (lab: Lab, one: PlacedMachine, name: string): Promise<void> => {
  let now = await lookOff(lab, one);
  const { machine, pool, directory, found } = now;
  const part = now.mark.snapshots?.find((each) => each.name === name);
  if (part?.disks === undefined) throw new Error(`it has no whole snapshot ${name}`);
  await standingOn(pool, directory, heldBy(now));
  const below = await standingOn(
    pool,
    directory,
    part.disks.map((disk) => disk.name),
  );
  const missing = await missingOf(pool, below);
  if (missing.length > 0) throw new Error(`the snapshot ${name} lacks ${missing.join(', ')}: nothing was changed`);
  const { definition, store } = await readState(pool, part.state);
  const number = await nextNumber(now);
  const later = part.disks.map(({ target, name: below }) => ({
    target,
    below,
    name: laterVolumeName(lab, machine, target, number),
  }));
  now = await put(now, {
    volumes: [
      ...now.mark.volumes,
      ...inPool(
        now,
        later.map((disk) => disk.name),
      ),
    ],
  });
  for (const disk of later) await putOver(now, disk.name, disk.below);
  const tree = await readXml(definition);
  ensure(tree, 'name').text = found.name;
  for (const disk of later) setDisk(tree, disk.target, directory + disk.name);
  await putStore(now, tree, definition, store);
  setMark(tree, markWith(now, tree, now.mark));
  now = await enforce(now, tree);
  // The memory of another disk.
  if (await found.domain.hasManagedSaveImage()) await found.domain.managedSaveRemove();
  await removeStores(one.here, now.found);
  await tidy(now);
};

/** When these files were last written to. */
const writtenAt = async (pool: StoragePool, names: readonly string[]): Promise<string> => {
  const trees = names.map(async (name) => readXml(await (await pool.lookupVolumeByName(name)).toXml()));
  return (await Promise.all(trees)).map((tree) => first(tree, 'target/timestamps/mtime')?.text).join();
};

/** Copies each disk into one file that stands on no other. */
const join = async (now: Now, signal: AbortSignal): Promise<Now> => {
  const { lab, machine, pool, directory } = now;
  const number = await nextNumber(now);
  const disks = await Promise.all(
    diskNames(now).map(async ({ target, name: from }) => ({
      target,
      from,
      name: laterVolumeName(lab, machine, target, number),
      layers: (await standingOn(pool, directory, [from])).size,
    })),
  );
  const layered = disks.filter(({ layers }) => layers > 1);
  if (layered.length === 0) return now;
  const marked = await put(now, {
    volumes: [
      ...now.mark.volumes,
      ...inPool(
        now,
        layered.map(({ name }) => name),
      ),
    ],
  });
  const sources = layered.map(({ from }) => from);
  const before = await writtenAt(pool, sources);
  const tree = await readXml(marked.text);
  for (const { target, from, name } of layered) {
    if (signal.aborted) throw new Error('broken off: nothing of it is lost');
    const source = await pool.lookupVolumeByName(from);
    const { capacity } = await source.getInfo();
    await pool.cloneVolume(writeXml(volumeElement(name, capacity)), source);
    setDisk(tree, target, directory + name);
  }
  setMark(tree, markWith(marked, tree, marked.mark));
  // Copying takes its time: a machine that was on meanwhile has written to what was copied.
  const ran = async (): Promise<boolean> =>
    (await writtenAt(pool, sources)) !== before || (await marked.found.domain.hasManagedSaveImage());
  if ((await ran()) || (await marked.found.domain.isActive())) throw started();
  const after = await enforce(marked, tree);
  if (!(await ran())) return after;
  await marked.here.connection.defineDomain(marked.text);
  throw started();
};

/** With the last snapshot of a machine, its disks become single files again. */
export const dropSnapshot = async (lab: Lab, one: PlacedMachine, name: string, signal: AbortSignal): Promise<void> => {
  let now = await lookOff(lab, one);
  if (await now.found.domain.hasManagedSaveImage())
    throw new Error('its memory was saved (virsh managedsave): start and stop it');
  await standingOn(now.pool, now.directory, heldBy(now));
  // Nobody reverts to it from now on.
  const snapshots = (now.mark.snapshots ?? []).map((part): SnapshotMark => {
    const { disks: _, ...rest } = part;
    return part.name === name ? { ...rest, removing: true } : part;
  });
  now = await tidy(await put(now, { snapshots }), name);
  if (!snapshots.some(({ disks }) => disks !== undefined)) now = await join(now, signal);
  await tidy(now);
};
