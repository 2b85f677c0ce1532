import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type MachineOptions } from '../helpers/machines.js';
import { probeImage, type SmbiosField } from '../helpers/probe.js';
import { look, startDriver } from './driver-rig.js';

/** A host's SMBIOS, as dmidecode prints it. */
const dmidecode = `#!/bin/sh
cat <<'end'
BIOS Information
	Vendor: Acme
	Version: 2.19.0
	Release Date: 01/02/2024

System Information
	Manufacturer: Acme Servers
	Product Name: Model T
	Version: 1
	Serial Number: ACME-1
	UUID: 4c4c4544-0042-4a10-8052-b3c04f4e3933
	SKU Number: T-1
	Family: T

Chassis Information
	Manufacturer: Acme Cases
	Version: 2
	Serial Number: CASE-1

end
`;

const sysinfo = `<sysinfo type='smbios'>
  <bios><entry name='vendor'>Lab</entry><entry name='version'>4.2</entry></bios>
  <system><entry name='manufacturer'>Lab</entry><entry name='serial'>LAB-7</entry><entry name='sku'>L7</entry></system>
  <chassis><entry name='serial'>RACK-3</entry></chassis>
</sysinfo>`;

/** The guest is the witness: it writes what it reads in its SMBIOS on its serial console. */
describe('identity', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  let cd: string;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    const fake = join(libvirtd.dir, 'dmidecode');
    await writeFile(fake, dmidecode);
    await chmod(fake, 0o755);
    await libvirtd.exec('mount', '--bind', fake, '/usr/sbin/dmidecode');
    // A daemon asks once, when it starts.
    await libvirtd.restart();
    hypervisor = await startDriver(libvirtd.uri);
    cd = await probeImage({ says: 'cd', deed: 'deaf', smbios: true });
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  const cases: Readonly<Record<string, MachineOptions>> = {
    'QEMU’s, i440fx': { firmware: 'bios' },
    'QEMU’s, q35': { firmware: 'uefi' },
    'QEMU’s, past a sysinfo that is not passed on': { elements: sysinfo },
    'the domain’s': { smbios: 'sysinfo', elements: sysinfo },
    'the host’s': { smbios: 'host' },
  };

  it.each(Object.entries(cases))('is the one that the guest sees: %s', async (_, options) => {
    const machine = await defineMachine(libvirtd, {
      disk: 'none',
      bootDevices: ['cdrom'],
      devices: `<disk type='file' device='cdrom'><source file='${cd}'/><target dev='sdc' bus='sata'/><readonly/></disk>`,
      ...options,
    });
    await look(hypervisor, machine.uuid);
    await hypervisor.reset(machine.uuid, 'On');
    await machine.witness.booted(1);
    const seen = new Map(
      (await machine.witness.said()).flatMap((line) => {
        const [, field, value] = /^smbios (\w+)=(.*)$/.exec(line) ?? [];
        return field ? [[field, value?.trim() || undefined] as const] : [];
      }),
    );
    const { identity, firmware } = await look(hypervisor, machine.uuid);
    const told: Record<SmbiosField, string | undefined> = {
      // Where nobody sets it, it is the firmware's own.
      biosVersion: firmware.version ?? seen.get('biosVersion'),
      manufacturer: identity.manufacturer,
      model: identity.model,
      serialNumber: identity.serialNumber,
      uuid: identity.uuid,
      sku: identity.sku,
      chassisManufacturer: identity.chassis?.manufacturer,
      chassisVersion: identity.chassis?.version,
      chassisSerialNumber: identity.chassis?.serialNumber,
    };
    expect(told).toEqual(Object.fromEntries(seen));
    expect(firmware.version !== undefined).toBe('smbios' in options);
    await hypervisor.reset(machine.uuid, 'ForceOff');
  });
});
