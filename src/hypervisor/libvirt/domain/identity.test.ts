import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/parse.js';
import { readSmbios } from './identity.js';

const sysinfo = `<sysinfo type='smbios'>
  <bios><entry name='vendor'>Acme</entry><entry name='version'> 9.9 </entry></bios>
  <system><entry name='product'>Box</entry><entry name='serial'>S1</entry><entry name='sku'>K1</entry></system>
  <chassis><entry name='serial'>C1</entry></chassis>
</sysinfo>`;
const host = parseXml(`<sysinfo type='smbios'>
  <bios><entry name='version'>2.19.0</entry></bios>
  <system><entry name='manufacturer'>Dell Inc.</entry><entry name='product'>R650</entry><entry name='serial'>7</entry>
    <entry name='uuid'>4c4c4544-0000-1000-8000-000000000000</entry></system>
  <chassis><entry name='manufacturer'>Dell Inc.</entry><entry name='sku'>Rack</entry></chassis>
</sysinfo>`);

const read = (mode: string | undefined, { machine = 'pc-q35-7.2', type = 'kvm' } = {}) =>
  readSmbios(
    parseXml(`<domain type='${type}'><uuid>6E0C8B38-7C9D-4C8E-9D5A-6D7F0A7C3B11</uuid>${sysinfo}
      <os><type arch='x86_64' machine='${machine}'>hvm</type>${mode ? `<smbios mode='${mode}'/>` : ''}</os></domain>`),
    host,
  );

const uuid = '6e0c8b38-7c9d-4c8e-9d5a-6d7f0a7c3b11';
const own = {
  uuid,
  manufacturer: 'QEMU',
  model: 'Standard PC (Q35 + ICH9, 2009)',
  chassis: { manufacturer: 'QEMU', version: 'pc-q35-7.2' },
};

describe('what a guest reads in its SMBIOS', () => {
  it('is the domain’s sysinfo where the mode says so, and QEMU’s where that is silent', () => {
    expect(read('sysinfo')).toEqual({
      identity: {
        ...own,
        model: 'Box',
        serialNumber: 'S1',
        sku: 'K1',
        chassis: { version: 'pc-q35-7.2', serialNumber: 'C1' },
      },
      biosVersion: '9.9',
    });
  });

  it('is QEMU’s alone where a sysinfo is not passed on, without a serial number', () => {
    expect(read(undefined)).toEqual({ identity: own });
    expect(read('emulate')).toEqual({ identity: own });
  });

  it('is the host’s but for the UUID', () => {
    expect(read('host')).toEqual({
      identity: {
        uuid,
        manufacturer: 'Dell Inc.',
        model: 'R650',
        serialNumber: '7',
        chassis: { manufacturer: 'Dell Inc.', version: 'pc-q35-7.2', sku: 'Rack' },
      },
      biosVersion: '2.19.0',
    });
  });

  it('names the product of the machine type', () => {
    const model = (machine: string, type?: string) =>
      read('emulate', { machine, ...(type && { type }) }).identity.model;
    expect(model('pc-i440fx-9.2')).toBe('Standard PC (i440FX + PIIX, 1996)');
    expect(model('virt-9.2')).toBe('KVM Virtual Machine');
    expect(model('virt-9.2', 'qemu')).toBe('QEMU Virtual Machine');
  });

  it('is not told of machine types that a distribution made, and of other hypervisors', () => {
    expect(read('emulate', { machine: 'pc-q35-rhel9.4.0' })).toEqual({ identity: { uuid } });
    expect(read('emulate', { machine: 'pc-q35-jammy' })).toEqual({ identity: { uuid } });
    expect(read('emulate', { type: 'test' })).toEqual({ identity: { uuid } });
  });
});
