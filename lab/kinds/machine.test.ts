import { expect, it } from 'vitest';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { setMark } from '../libvirt/mark.js';
import { all, element, first, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { LabDisk } from '../spec/types.js';
import { machineProblems, planMachines, removeMachines, wantedOf } from './machine.js';
import { bareMachine, machineAspects } from './machine-aspects.js';

const nvme = (text: string): string => text.replace('disks: [{ size: 120GB }]', 'disks: [{ size: 120GB, bus: nvme }]');

it('refuses NVMe disks where libvirt has none, once, with what to do', () => {
  const lab = wellSubject(nvme);
  const refused = (libvirt: string): readonly string[] =>
    machineProblems(withSurvey(lab, () => ({ libvirt, domains: [] })).site).filter((line) => line.includes('NVMe'));
  expect(refused('9.0.0')).toEqual([expect.stringMatching(/^hub-master-0, .* has 9\.0\.0: .*another bus/)]);
  expect(refused('11.4.9')).toHaveLength(1);
  for (const libvirt of ['11.5.0', '11.10.0', '12.0.0']) expect(refused(libvirt)).toEqual([]);
  expect(machineProblems(withSurvey(wellSubject(), () => ({ libvirt: '9.0.0' })).site)).toEqual([]);
});

it('refuses what would put an empty disk in place of an installed one', () => {
  const lab = wellSubject();
  const moved = withSurvey(lab, ({ spec }) => ({ spec: { ...spec, pool: 'elsewhere' } }));
  expect(machineProblems(moved.site)[0]).toMatch(/^hub-master-0 on .* would get an empty volume .* in place of/);
});

it('refuses a machine that is on two hypervisors: the disks of one may be those of the other', () => {
  const { site } = wellSubject();
  const [here] = site.surveys;
  if (here === undefined) return expect.fail();
  const away = { ...here, spec: { ...here.spec, name: 'away' } };
  const refused = machineProblems({ ...site, surveys: [here, away] });
  expect(refused).toHaveLength(site.lab.machines.length);
  expect(refused[0]).toMatch(/ and on away, as after a migration: .*without its storage/);
});

it('goes by the mark that a machine has when its turn comes', async () => {
  const { site } = wellSubject();
  const [here] = site.surveys;
  const [found] = here?.domains ?? [];
  if (here === undefined || found?.mark === undefined) return expect.fail();
  const written: string[] = [];
  const now = structuredClone(found.tree);
  const snapshots = [{ name: 'clean', at: '2026-01-01T00:00:00Z', machines: 1, state: 'a-state.1.gz', disks: [] }];
  setMark(now, { ...found.mark, snapshots });
  const domain = {
    ...found.domain,
    toXml: async () => writeXml(now),
    setMetadata: async (_: number, text: string | undefined) => void written.push(text ?? ''),
  } as typeof found.domain;
  const stale = { ...found, domain, mark: { ...found.mark, spec: 'of before' } };
  const surveyed = { ...here, domains: here.domains.map((one) => (one === found ? stale : one)) };
  const [change, ...others] = planMachines({ ...site, surveys: [surveyed] });
  expect([change?.what, others]).toEqual(['what its mark says', []]);
  await change?.run(new AbortController().signal);
  expect(written).toEqual([expect.stringContaining('clean')]);

  setMark(now, { ...found.mark, lab: 'another' });
  const [removal] = removeMachines({ ...site, surveys: [{ ...surveyed, domains: [stale] }] });
  await expect(removal?.run(new AbortController().signal)).rejects.toThrow("it is not this lab's any more");
});

const disk = (target: string, bus: LabDisk['bus']): LabDisk => ({
  target,
  bus,
  size: 2 ** 30,
  serial: target,
  rotational: false,
});
const aspect = machineAspects.find(({ name }) => name === 'disks') ?? expect.fail();
const targets = (tree: XmlNode): readonly (string | undefined)[] =>
  all(tree, 'devices/disk').map((one) => first(one, 'target')?.attributes.dev);

/** A machine of these disks, with its CD drive. */
const machineOf = (...disks: readonly LabDisk[]) => {
  const { site } = wellSubject();
  const [[here], [machine]] = [site.surveys, site.lab.machines];
  if (here === undefined || machine === undefined) return expect.fail();
  const wanted = (others: readonly LabDisk[]) => wantedOf(site, here, { ...machine, disks: others });
  const tree = bareMachine(machine.uuid);
  for (const one of machineAspects) one.put(tree, wanted(disks));
  return { tree, wanted };
};

it('gives a disk the name that the CD drive had, unless there is an image in it', () => {
  const { tree, wanted } = machineOf(disk('vda', 'virtio'));
  expect(targets(tree)).toEqual(['vda', 'sda']);
  const drive = all(tree, 'devices/disk')[1] ?? expect.fail();
  drive.children.push(element('address', { type: 'drive', controller: 0, bus: 0, target: 0, unit: 0 }));
  const more = wanted([disk('vda', 'virtio'), disk('sda', 'sata')]);

  drive.children.push(element('source', { file: '/an.iso' }));
  expect(() => aspect.put(structuredClone(tree), more)).toThrow('the CD drive sda is in the way of a disk');
  drive.children.pop();
  aspect.put(tree, more);
  expect(targets(tree)).toEqual(['vda', 'sda', 'sdb']);
  expect(first(drive, 'address')).toBeUndefined();
});

it('takes disks for what they are in any order, but for the one that is installed to', () => {
  const [a, b, c] = [disk('sda', 'sata'), disk('sdb', 'scsi'), disk('sdc', 'sata')];
  const { tree, wanted } = machineOf(a, c, b);
  expect(aspect.found(tree, wanted([]))).toBe(aspect.wanted(wanted([a, b, c])));
  expect(aspect.found(tree, wanted([]))).not.toBe(aspect.wanted(wanted([b, a, c])));
});

it('leaves what somebody has said of a disk or a card, and where it is plugged, when others come', () => {
  const { tree, wanted } = machineOf(disk('vda', 'virtio'));
  const cards = machineAspects.find(({ name }) => name === 'network cards') ?? expect.fail();
  const slot = element('address', { type: 'pci', bus: '0x05', slot: '0x00' });
  const [present, card] = [all(tree, 'devices/disk')[0], all(tree, 'devices/interface')[0]];
  if (present === undefined || card === undefined) return expect.fail();
  present.children.push(
    slot,
    element('boot', { order: 1 }),
    element('iotune', {}, [element('read_iops_sec', {}, '9')]),
  );
  card.children.push(slot, element('boot', { order: 2 }), element('mtu', { size: 9000 }));
  const [before, cardBefore] = [writeXml(present), writeXml(card)];
  const more = wanted([disk('vda', 'virtio'), disk('vdb', 'virtio')]);
  const { machine } = more;
  const nics = [...machine.nics, { mac: '52:54:00:00:00:99', network: 'lab', addresses: [] }];

  aspect.put(tree, more);
  cards.put(tree, { ...more, machine: { ...machine, nics } });
  expect(targets(tree)).toEqual(['vda', 'vdb', 'sda']);
  expect(writeXml(all(tree, 'devices/disk')[0] ?? expect.fail())).toBe(before);
  expect(all(tree, 'devices/interface')).toHaveLength(2);
  expect(writeXml(all(tree, 'devices/interface')[0] ?? expect.fail())).toBe(cardBefore);

  // On another bus it is in another slot.
  aspect.put(tree, wanted([{ ...disk('vda', 'virtio'), bus: 'sata' }]));
  expect(first(tree, 'devices/disk/address')).toBeUndefined();
});

it('takes over nothing of a disk that others have put where one of the lab comes', () => {
  const { tree, wanted } = machineOf(disk('vda', 'virtio'));
  const theirs = element('disk', { type: 'file', device: 'disk' }, [
    element('driver', { name: 'qemu', type: 'raw' }),
    element('source', { file: '/theirs.img' }),
    element('target', { dev: 'vdb', bus: 'virtio' }),
    element('readonly'),
  ]);
  first(tree, 'devices')?.children.push(theirs);
  aspect.put(tree, wanted([disk('vda', 'virtio'), disk('vdb', 'virtio')]));
  const made = all(tree, 'devices/disk').find((one) => first(one, 'target')?.attributes.dev === 'vdb');
  expect(made && first(made, 'driver')?.attributes.type).toBe('qcow2');
  expect(made && first(made, 'readonly')).toBeUndefined();
});

it('takes a disk back into its own file in that file’s format', () => {
  const { tree, wanted } = machineOf(disk('vda', 'virtio'));
  const [present] = all(tree, 'devices/disk');
  if (present === undefined) return expect.fail();
  Object.assign(first(present, 'driver')?.attributes ?? {}, { type: 'raw', cache: 'none' });
  Object.assign(first(present, 'source')?.attributes ?? {}, { file: '/theirs.img' });
  aspect.put(tree, wanted([disk('vda', 'virtio')]));
  const [now] = all(tree, 'devices/disk');
  expect(now && first(now, 'source')?.attributes.file).not.toBe('/theirs.img');
  expect(now && first(now, 'driver')?.attributes).toMatchObject({ type: 'qcow2', cache: 'none' });
});

it('tells where a disk turns, but of buses that have no such thing', () => {
  const [still, turning] = [disk('sda', 'sata'), { ...disk('sda', 'sata'), rotational: true }];
  const { tree, wanted } = machineOf(still);
  expect(aspect.found(tree, wanted([]))).toBe(aspect.wanted(wanted([still])));
  expect(aspect.found(tree, wanted([]))).not.toBe(aspect.wanted(wanted([turning])));
  aspect.put(tree, wanted([turning]));
  expect(aspect.found(tree, wanted([]))).toBe(aspect.wanted(wanted([turning])));
  expect(aspect.wanted(wanted([{ ...disk('vda', 'virtio'), rotational: true }]))).not.toContain('rotational');
});

it('gives a machine that is there other variables with other firmware, and overwrites none', () => {
  const { tree, wanted } = machineOf(disk('vda', 'virtio'));
  const firmware = machineAspects.find(({ name }) => name === 'firmware') ?? expect.fail();
  const { machine, ...others } = wanted([]);
  const put = (own: Partial<typeof machine>) => {
    firmware.put(tree, { ...others, machine: { ...machine, ...own } });
    return first(tree, 'os/nvram')?.text;
  };
  // libvirt has not seen it yet, and chooses.
  expect(put({ secureBoot: true })).toBeUndefined();
  first(tree, 'devices')?.children.push(element('emulator', {}, '/usr/bin/qemu-system-x86_64'));
  const store = `/var/lib/libvirt/qemu/nvram/${machine.name}_VARS`;
  expect(put({ secureBoot: false })).toBe(`${store}.plain.fd`);
  expect(put({ secureBoot: true })).toBe(`${store}.secure.fd`);
  expect(put({ firmware: 'bios' })).toBeUndefined();
  expect(put({ secureBoot: true })).toBe(`${store}.secure.fd`);
});
