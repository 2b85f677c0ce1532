import { describe, expect, it } from 'vitest';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { machineProblems } from '../kinds/machine.js';
import type { Site } from '../kinds/site.js';
import { readVolumeName, strayDisks, volumeOf } from '../kinds/volume-names.js';
import { type Mark, markMetadata, markOf, type SnapshotMark, setMark } from '../libvirt/mark.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { element, first, readXml, writeXml, type XmlNode } from '../libvirt/xml.js';
import { planRevert, planSnapshot, planSnapshotRemoval, snapshotsOf, withoutMemory } from './snapshots.js';

const well = wellSubject();
const part = (machine: string, more: Partial<SnapshotMark> = {}): SnapshotMark => ({
  name: 'clean',
  at: '2026-11-30T10:00:00.000Z',
  machines: 9,
  state: `ic4s20-${machine}-state.1.gz`,
  disks: [{ target: 'vda', name: `ic4s20-${machine}-vda.qcow2` }],
  ...more,
});

/** Nine machines that are off, with these snapshots. */
const labWith = (
  snapshots: (machine: string) => readonly SnapshotMark[],
  change: (survey: Survey) => Partial<Survey> = () => ({}),
): Site => {
  const off = ({ domains }: Survey): readonly FoundDomain[] =>
    domains.map((found) => ({
      ...found,
      state: 'shutoff',
      domain: { ...found.domain, hasManagedSaveImage: async () => false },
      mark: { ...(found.mark as Mark), snapshots: snapshots(found.name) },
    }));
  return withSurvey(
    withSurvey(well, (here) => ({
      domains: off(here),
      ...(here.pool && {
        pool: {
          ...here.pool,
          volumes: new Map([
            ...here.pool.volumes,
            ...here.domains.flatMap(({ name }) => snapshots(name).map(({ state }) => [state, 1000] as const)),
          ]),
        },
      }),
    })),
    change,
  ).site;
};
const machinesOf = ({ lab }: Site) => lab.machines;

it('writes marks that it reads, as metadata and in a definition', async () => {
  const mark: Mark = {
    lab: 'ic4s20',
    spec: 'abc',
    volumes: [{ pool: 'default', name: 'a.qcow2' }],
    snapshots: [part('hub-master-0'), { name: 'half', at: 'now', machines: 2, state: 's', removing: true }],
  };
  const tree = element('domain');
  setMark(tree, mark);
  expect(markOf(await readXml(writeXml(tree)))).toEqual(mark);
  expect((await readXml(markMetadata(mark))).children.map(({ name }) => name)).toEqual([
    'volume',
    'snapshot',
    'snapshot',
  ]);
});

it.each([
  ['ic4s20-hub-master-0-vda.qcow2', { target: 'vda', number: 0 }],
  ['ic4s20-hub-master-0-vda.12.qcow2', { target: 'vda', number: 12 }],
  ['ic4s20-hub-master-0-state.3.gz', { target: 'state', number: 3 }],
  ['ic4s20-hub-master-0-vda.12.raw', undefined],
  ['ic4s20-hub-master-0-state.gz', undefined],
  ['ic4s20-hub-master-1-vda.qcow2', undefined],
])('reads the name of %s', (name, read) => {
  const { lab } = well;
  const machine = lab.machines.find((one) => one.name === 'hub-master-0');
  expect(machine && readVolumeName(lab, machine, name)).toEqual(read);
});

describe('a snapshot', () => {
  it('is of each machine, with what it holds', async () => {
    const site = labWith(() => []);
    const changes = await planSnapshot(site, machinesOf(site), 'clean');
    expect(changes).toHaveLength(9);
    expect(changes[0]).toMatchObject({
      item: 'machine/hub-master-0',
      action: 'create',
      what: 'snapshot clean: vda, UEFI variables, definition',
      disruption: 'none',
    });
  });

  it.each<[string, RegExp, Site]>([
    ['a b', /"a b" is no name of a snapshot/, labWith(() => [])],
    ['.x', /is no name/, labWith(() => [])],
    ['clean', /there is a snapshot clean of 9 machines already/, labWith((name) => [part(name)])],
    ['x', /hub-master-0, .*: on, and snapshots are of machines that are off \(lab stop/, well.site],
    [
      'x',
      /has 1 MiB left, and this needs 18 MiB/,
      labWith(
        () => [],
        ({ pool }) => ({ ...(pool && { pool: { ...pool, info: { ...pool.info, available: 2 ** 20 } } }) }),
      ),
    ],
    [
      'x',
      /hub-master-0, .*: disks are not as specified/,
      labWith(
        () => [],
        ({ pool }) => ({ ...(pool && { pool: { ...pool, volumes: new Map() } }) }),
      ),
    ],
    [
      'x',
      /hub-master-0: an image is in the CD drive/,
      labWith(
        () => [],
        ({ domains }) => {
          const [tree, ...rest] = domains.map((one) => structuredClone(one.tree));
          const devices = tree && first(tree, 'devices');
          devices?.children
            .find(({ attributes }) => attributes.device === 'cdrom')
            ?.children.push(element('source', { file: '/install.iso' }));
          return { domains: domains.map((one, index) => ({ ...one, tree: [tree, ...rest][index] ?? one.tree })) };
        },
      ),
    ],
  ])('named %j is refused: %s', async (name, message, site) => {
    const saved = withSurvey({ ...well, site }, ({ domains }) => ({
      domains: domains.map((one) => ({ ...one, domain: { ...one.domain, hasManagedSaveImage: async () => false } })),
    })).site;
    await expect(planSnapshot(saved, machinesOf(saved), name)).rejects.toThrow(message);
  });

  describe('that was broken off', () => {
    const { disks: _, ...half } = part('hub-master-1');
    const broken = (change: Parameters<typeof labWith>[1] = () => ({})): Site =>
      labWith((name) => (name === 'hub-master-0' ? [part(name)] : name === 'hub-master-1' ? [half] : []), change);

    it('is no snapshot to revert to', async () => {
      const site = broken();
      expect(snapshotsOf(site)).toEqual([
        expect.objectContaining({ name: 'clean', machines: ['hub-master-0'], of: 9, complete: false, removing: false }),
      ]);
      await expect(planRevert(site, undefined, 'clean')).rejects.toThrow(/holds 1 of 9 machines: .* was broken off/);
      await expect(planRevert(site, machinesOf(site), 'clean')).rejects.toThrow(
        /hub-master-1, .*: not in the snapshot/,
      );
      const one = machinesOf(site).filter(({ name }) => name === 'hub-master-0');
      expect(await planRevert(site, one, 'clean')).toHaveLength(1);
    });

    /** hub-master-0 over what the snapshot holds, in a file that takes so much. */
    const over = (below: string, allocation: number): Site => {
      const later = 'ic4s20-hub-master-0-vda.1.qcow2';
      return broken(({ domains, pool, spec, connection }) => {
        const directory = pool?.path ?? '';
        const held = domains.map((found): FoundDomain => {
          const tree = structuredClone(found.tree);
          const source = first(first(tree, 'devices/disk') ?? expect.fail(), 'source') ?? expect.fail();
          source.attributes.file = `${directory}/${later}`;
          const { volumes, ...rest } = found.mark ?? expect.fail();
          const mark = { ...rest, volumes: [...volumes, { pool: spec.pool, name: later }] };
          setMark(tree, mark);
          const domain = { ...found.domain, toXml: async () => writeXml(tree) } as FoundDomain['domain'];
          return found.name === 'hub-master-0' ? { ...found, tree, mark, domain } : found;
        });
        const volume = {
          toXml: async () => `<volume><backingStore><path>${directory}/${below}</path></backingStore></volume>`,
          getInfo: async () => ({ capacity: 120e9, allocation }),
        };
        const opened = {
          toXml: async () => `<pool><target><path>${directory}</path></target></pool>`,
          lookupVolumeByName: async () => volume,
        };
        return {
          domains: held,
          ...(pool && { pool: { ...pool, volumes: new Map([...pool.volumes, [later, 120e9]]) } }),
          connection: { ...connection, lookupStoragePoolByName: async () => opened } as unknown as Survey['connection'],
        };
      });
    };

    it('is gone on with where nothing was written since', async () => {
      const site = over('ic4s20-hub-master-0-vda.qcow2', 200_704);
      const changes = await planSnapshot(site, machinesOf(site), 'clean');
      expect(changes.map(({ item }) => item)).not.toContain('machine/hub-master-0');
      expect(changes).toHaveLength(8);
    });

    it.each([
      ['the machine has written', over('ic4s20-hub-master-0-vda.qcow2', 331_776)],
      ['there are files between', over('ic4s20-hub-master-0-vda.0.qcow2', 200_704)],
    ])('is not gone on with where %s', async (_, site) => {
      await expect(planSnapshot(site, machinesOf(site), 'clean')).rejects.toThrow(
        /hub-master-0: in the snapshot clean, and written to since then.*delete it first/,
      );
    });

    it('in its removal is not made again', async () => {
      const site = labWith((name) => (name === 'hub-master-1' ? [{ ...half, removing: true }] : []));
      await expect(planSnapshot(site, machinesOf(site), 'clean')).rejects.toThrow(
        'the removal of clean was broken off: lab snapshot delete clean goes on with it',
      );
    });
  });

  it('is damaged where a file of it is missing', async () => {
    const site = labWith((name) => [
      part(name, { ...(name === 'hub-master-0' && { disks: [{ target: 'vda', name: 'gone.qcow2' }] }) }),
    ]);
    expect(snapshotsOf(site)).toEqual([expect.objectContaining({ damaged: true, complete: true })]);
    await expect(planRevert(site, undefined, 'clean')).rejects.toThrow(/^hub-master-0: the snapshot clean is damaged/);
  });

  it('is not deleted under memory that libvirt saved, which a revert gives up', async () => {
    const site = labWith(
      (name) => [part(name)],
      ({ domains }) => ({
        domains: domains.map((one) => ({
          ...one,
          domain: {
            ...one.domain,
            hasManagedSaveImage: async () => one.name === 'hub-master-0',
          } as FoundDomain['domain'],
        })),
      }),
    );
    await expect(planSnapshotRemoval(site, undefined, 'clean')).rejects.toThrow(/^hub-master-0: the memory was saved/);
    expect((await planRevert(site, undefined, 'clean')).map(({ what }) => what.includes(withoutMemory))).toEqual([
      true,
      ...Array(8).fill(false),
    ]);
  });

  it('that there is not is answered with those that there are', async () => {
    await expect(
      planRevert(
        labWith(() => []),
        undefined,
        'x',
      ),
    ).rejects.toThrow('there is no snapshot x. There is none');
    const site = labWith((name) => [part(name)]);
    await expect(planRevert(site, undefined, 'claen')).rejects.toThrow('Did you mean clean?');
    await expect(planRevert(site, undefined, 'friday')).rejects.toThrow('There are: clean');
  });

  describe('of a disk that is in its second file', () => {
    const later = (machine: string) => `ic4s20-${machine}-vda.2.qcow2`;
    /** Its file called so by each definition. */
    const sourced = (source: (machine: string) => XmlNode, there = true): Site =>
      labWith(
        (name) => [part(name)],
        ({ domains, pool, spec }) => ({
          ...(pool && {
            pool: {
              ...pool,
              volumes: new Map([
                ...pool.volumes,
                ...(there ? domains.map(({ name }) => [later(name), 2e9] as const) : []),
              ]),
            },
          }),
          domains: domains.map((one) => {
            const tree = structuredClone(one.tree);
            const disk = first(tree, 'devices/disk') ?? expect.fail();
            disk.children = [...disk.children.filter(({ name }) => name !== 'source'), source(one.name)];
            const mark = one.mark ?? expect.fail();
            const volumes = [...mark.volumes, { pool: spec.pool, name: later(one.name) }];
            return { ...one, tree, mark: { ...mark, volumes } };
          }),
        }),
      );
    const inPool = (machine: string) => element('source', { file: `/var/lib/libvirt/images/${later(machine)}` });

    it.each([
      ['its pool', inPool],
      ['another directory', (name: string) => element('source', { file: `/mnt/elsewhere/${later(name)}` })],
      ['a pool by name', (name: string) => element('source', { pool: 'default', volume: later(name) })],
    ])('knows it in %s', (_, source) => {
      const { lab, surveys } = sourced(source);
      const [[here], [machine]] = [surveys, lab.machines];
      if (here === undefined || machine === undefined) return expect.fail();
      expect(volumeOf(lab, here, machine, { target: 'vda' })).toBe(later(machine.name));
      expect(strayDisks(lab, here, machine)).toEqual([]);
    });

    it('refuses to take another for it', async () => {
      const site = sourced((name) => element('source', { file: `/var/lib/libvirt/images/${name}.snap1` }));
      const stray = /hub-master-0 on .* has vda in a file that lab did not make/;
      expect(machineProblems(site)[0]).toMatch(stray);
      await expect(planSnapshot(site, machinesOf(site), 'more')).rejects.toThrow(stray);
      await expect(planSnapshotRemoval(site, undefined, 'clean')).rejects.toThrow(stray);
      await expect(planRevert(site, undefined, 'clean')).rejects.toThrow(stray);
    });

    it('makes no empty one where it is missing, and a revert is the way out', async () => {
      expect(machineProblems(sourced(inPool))).toEqual([]);
      const site = sourced(inPool, false);
      const missing = /hub-master-0-vda\.2\.qcow2 is missing, .* lab snapshot revert goes back to clean/;
      expect(machineProblems(site)[0]).toMatch(missing);
      await expect(planSnapshot(site, machinesOf(site), 'more')).rejects.toThrow(missing);
      await expect(planSnapshotRemoval(site, undefined, 'clean')).rejects.toThrow(missing);
      expect(await planRevert(site, undefined, 'clean')).toHaveLength(9);
    });
  });

  it('is neither made nor reverted to where somebody attached another disk', async () => {
    const site = labWith(
      (name) => [part(name)],
      ({ domains }) => ({
        domains: domains.map((one) => {
          const tree = structuredClone(one.tree);
          first(tree, 'devices')?.children.push(element('disk', {}, [element('target', { dev: 'vdz' })]));
          return { ...one, tree };
        }),
      }),
    );
    const others = /disks are not as specified: .* attached have to be detached/;
    await expect(planSnapshot(site, machinesOf(site), 'more')).rejects.toThrow(others);
    await expect(planRevert(site, undefined, 'clean')).rejects.toThrow(others);
  });

  it('is not reverted to with other disks than it has', async () => {
    const site = labWith((name) => [part(name, { disks: [] })]);
    await expect(planRevert(site, undefined, 'clean')).rejects.toThrow(/other disks than in the snapshot clean/);
  });
});
