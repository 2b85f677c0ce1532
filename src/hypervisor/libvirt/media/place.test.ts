import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { type Documents, document } from '../domain/documents.js';
import { parseXml } from '../xml/parse.js';
import { place, withoutMedium } from './place.js';
import { diskSource } from './source.js';

const source = diskSource({ kind: 'file', path: "/cache/a'b.iso", size: 1 });
const status = { state: 'running', reason: 'booted' } as const;
const usb = "<controller type='usb' index='0' model='qemu-xhci'/>";
const scsi = "<controller type='scsi' index='0' model='virtio-scsi'/>";
const busy = `<disk type='file' device='cdrom'><source file='/theirs'/><target dev='hda' bus='ide'/></disk>`;
const never = { image: 'x', name: 'x', writeProtected: true, transferMethod: 'Upload' } as const;
const normal = (xml: string) => xml.replace(/\s+/g, ' ');

const docs = (xml: string, running: boolean): Documents => ({
  status,
  config: document(xml),
  ...(running ? { live: document(xml) } : {}),
});

describe('where a medium goes', () => {
  it('is an empty CD drive of the machine, which is left as it was', () => {
    const xml = domainXml();
    const { form, target, type, edit, live } = place(docs(xml, true), 'Cd', source);
    expect({ form, target, type, call: live?.call }).toEqual({
      form: 'drive',
      target: 'hdc',
      type: 'block',
      call: 'updateDevice',
    });
    const inserted = edit(xml, parseXml(xml));
    expect(inserted).toContain("file='/cache/a&apos;b.iso'");
    const held = { form, target: 'hdc', type: 'block', medium: never } as const;
    expect(normal(withoutMedium(inserted, parseXml(inserted), 'Cd', held))).toBe(normal(xml));
  });

  it.each([
    ['off, i440fx', domainXml({ disks: busy }), false, /hdb' bus='ide'/, undefined],
    [
      'off, no bus left on IDE',
      domainXml({ disks: ['a', 'b', 'c', 'd'].map((x) => busy.replace('hda', `hd${x}`)).join('') }),
      false,
      /bus='sata'/,
      undefined,
    ],
    [
      'off, q35',
      domainXml({ disks: '', os: "<type machine='pc-q35-7.2' arch='x86_64'>hvm</type>" }),
      false,
      /sda' bus='sata'/,
      undefined,
    ],
    [
      'off, aarch64',
      domainXml({ disks: '', os: "<type machine='virt' arch='aarch64'>hvm</type>" }),
      false,
      /bus='scsi'/,
      undefined,
    ],
    ['running, USB', domainXml({ disks: busy, devices: usb }), true, /bus='ide'/, /bus='usb'/],
    ['running, SCSI', domainXml({ disks: busy, devices: usb + scsi }), true, /bus='scsi'/, /bus='scsi'/],
  ])('is a drive of ours: %s', (_, xml, running, defined, plugged) => {
    const { form, edit, live } = place(docs(xml, running), 'Cd', source);
    expect(form).toBe('own');
    const inserted = edit(xml, parseXml(xml));
    const own = inserted.slice(0, inserted.indexOf("<alias name='ua-redfish-cd'/>")).split('<disk ').at(-1);
    expect(own).toMatch(defined);
    if (plugged) expect(live?.xml).toMatch(plugged);
    else expect(live).toBeUndefined();
    expect(normal(withoutMedium(inserted, parseXml(inserted), 'Cd', { form, medium: never }))).toBe(normal(xml));
  });

  it('is nowhere in a running machine without a bus', () => {
    const xml = domainXml({ disks: busy });
    expect(() => place(docs(xml, true), 'Cd', source)).toThrow(/power it off/);
    const noUsb = domainXml({ devices: "<controller type='usb' model='none'/>" });
    expect(() => place(docs(noUsb, false), 'Floppy', source)).toThrow(/no bus/);
  });
});

describe('a source by URL', () => {
  it.each([
    ['http://h/p/x.iso', "protocol='http' name='p/x.iso'><host name='h' port='80'/>"],
    ['https://h:8443/x?t=a%26b&c=d', "name='x' query='t=a%26b&amp;c=d'><host name='h' port='8443'/><ssl verify='no'/>"],
    ['http://[fd00::1]/x', "<host name='fd00::1' port='80'/>"],
  ])('%s', (url, expected) => {
    expect(diskSource({ kind: 'url', url, verifyCertificate: false }).markup).toContain(expected);
  });
});
