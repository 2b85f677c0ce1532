import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { startDriver } from './driver-rig.js';

const uuid = '5f0c6b1e-3f4e-4a57-9c3a-0e8b8f7d1a01';
const mac = '52:54:00:00:0a:01';
const at = (bus: string, slot: string, part = '0x0') =>
  `domain='0x0000' bus='${bus}' slot='${slot}' function='${part}'`;

/** A host of libvirt's test driver with a card of two functions, of which one is virtual, and a machine that has both. */
const host = `<node>
  <domain type='test'>
    <name>passed</name><uuid>${uuid}</uuid><memory>65536</memory><vcpu>1</vcpu>
    <os><type arch='i686'>hvm</type></os>
    <devices>
      <hostdev mode='subsystem' type='pci' managed='no'>
        <source><address ${at('0x3b', '0x00')}/></source><address type='pci' ${at('0x00', '0x05')}/>
      </hostdev>
      <interface type='hostdev' managed='no'>
        <mac address='${mac}'/><source><address type='pci' ${at('0x3b', '0x10', '0x2')}/></source>
        <address type='pci' ${at('0x00', '0x06')}/>
      </interface>
      <hostdev mode='subsystem' type='pci' managed='no'>
        <source><address ${at('0x3c', '0x00')}/></source><address type='pci' ${at('0x00', '0x07')}/>
      </hostdev>
    </devices>
  </domain>
  <device>
    <name>pci_0000_3b_00_0</name><parent>computer</parent>
    <capability type='pci'>
      <class>0x020000</class><domain>0</domain><bus>59</bus><slot>0</slot><function>0</function>
      <product id='0x10fb'>82599ES 10-Gigabit SFI/SFP+ Network Connection</product>
      <vendor id='0x8086'>Intel Corporation</vendor>
    </capability>
  </device>
  <device>
    <name>pci_0000_3b_10_2</name><parent>computer</parent>
    <capability type='pci'>
      <class>0x020000</class><domain>0</domain><bus>59</bus><slot>16</slot><function>2</function>
      <product id='0x10ed'>82599 Ethernet Controller Virtual Function</product>
      <vendor id='0x8086'>Intel Corporation</vendor>
      <capability type='phys_function'><address ${at('0x3b', '0x00')}/></capability>
    </capability>
  </device>
</node>`;

describe('devices of the host that a machine has', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    const file = join(libvirtd.dir, 'host.xml');
    await writeFile(file, host);
    hypervisor = await startDriver(libvirtd.testUri.replace('/default', file));
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  it('have the ids of the hardware, where the host knows it', async () => {
    const machine = await hypervisor.machine(uuid);
    const intel = { vendorId: 0x8086, classCode: 0x02_00_00, manufacturer: 'Intel Corporation' };
    expect(machine?.pci).toMatchObject([
      { ...intel, slot: 5, kind: 'hostdev', host: '0000:3b:00.0', deviceId: 0x10fb, virtual: false },
      { ...intel, slot: 6, kind: 'interface', host: '0000:3b:10.2', deviceId: 0x10ed, virtual: true, mac },
      { slot: 7, kind: 'hostdev', host: '0000:3c:00.0' },
    ]);
    for (const name of ['vendorId', 'deviceId', 'classCode', 'virtual'])
      expect(machine?.pci[2]).not.toHaveProperty(name);
    expect(machine?.nics[0]).toMatchObject({ mac, attachment: 'hostdev' });
    expect(machine?.nics[0]).not.toHaveProperty('linkUp');
  });
});
