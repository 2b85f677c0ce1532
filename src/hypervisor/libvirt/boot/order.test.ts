import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { parseXml } from '../xml/parse.js';
import { bootOrder, restoreOrder, saveOrder, writeOrder } from './order.js';

const nics = ['nic:52:54:00:aa:00:01', 'nic:52:54:00:aa:00:02'];
const perDevice = `<disk device='disk'><boot order='2' loadparm='x'/><target dev='vda' bus='virtio'/></disk>
    <disk device='disk'><target dev='vdb' bus='virtio'/><boot order='1'/></disk>`;

describe('the boot order of a domain', () => {
  it('is the first device of each kind that <os> names', () => {
    expect(bootOrder(parseXml(domainXml()))).toEqual(['disk:vda', nics[0]]);
  });

  it('is the disk where nothing is said, and nothing where there is none', () => {
    const os = "<type arch='x86_64'>hvm</type>";
    expect(bootOrder(parseXml(domainXml({ os })))).toEqual(['disk:vda']);
    expect(bootOrder(parseXml(domainXml({ os, disks: '' })))).toEqual([]);
  });

  it('is what the devices say, where they do', () => {
    expect(bootOrder(parseXml(domainXml({ os: '<type>hvm</type>', disks: perDevice })))).toEqual([
      'disk:vdb',
      'disk:vda',
    ]);
  });

  it.each([
    ['in <os>', domainXml()],
    ['of devices', domainXml({ os: '<type>hvm</type>', disks: perDevice })],
  ])('%s is replaced and put back', (_, source) => {
    const domain = parseXml(source);
    const keys = [nics[1] ?? '', 'disk:vda'];
    const changed = writeOrder(source, keys);
    expect(bootOrder(parseXml(changed))).toEqual(keys);
    expect(changed).not.toContain('<boot dev');
    const back = restoreOrder(changed, saveOrder(domain, keys));
    expect(bootOrder(parseXml(back))).toEqual(bootOrder(domain));
    expect(saveOrder(parseXml(back), keys)).toEqual(saveOrder(domain, keys));
  });

  it('that somebody else wrote meanwhile stays', () => {
    const source = domainXml();
    const saved = saveOrder(parseXml(source), ['disk:hdc', 'disk:vda']);
    const theirs = writeOrder(source, ['disk:vda', 'disk:hdc']);
    expect(restoreOrder(theirs, saved)).toBe(theirs);
  });

  it('comes back when a device of it went away', () => {
    const source = domainXml();
    const saved = saveOrder(parseXml(source), ['disk:gone', 'disk:hdc', 'disk:vda']);
    expect(bootOrder(parseXml(restoreOrder(writeOrder(source, ['disk:hdc', 'disk:vda']), saved)))).toEqual([
      'disk:vda',
      nics[0],
    ]);
  });
});
