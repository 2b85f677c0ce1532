import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { parseXml } from '../xml/parse.js';
import { readNics } from './hardware.js';
import { type HostDevices, readPci } from './pci.js';

const at = (bus: number, slot: number, more = "function='0x0'") =>
  `<address type='pci' domain='0x0000' bus='0x0${bus}' slot='0x${slot.toString(16).padStart(2, '0')}' ${more}/>`;
const mac = "<mac address='52:54:00:AA:00:09'/>";
const nicsOf = (devices: string) => readNics(parseXml(domainXml({ devices })), new Map()).slice(2);
const pciOf = (devices: string, disks = '', hostDevices: HostDevices = new Map()) =>
  readPci(parseXml(domainXml({ devices, disks })), hostDevices);

describe('PCI devices of a definition', () => {
  it('are those that have an address, in its order', () => {
    expect(pciOf('')).toEqual([]);
    const [bridge, card] = pciOf(
      `<interface type='bridge'>${mac}<model type='virtio'/>${at(1, 0)}</interface>
       <controller type='pci' index='1' model='pcie-root-port'><model name='pcie-root-port'/>${at(0, 2)}</controller>`,
    );
    expect(bridge).toMatchObject({ bus: 0, slot: 2, kind: 'controller', vendorId: 0x1b36, deviceId: 0x000c });
    expect(card).toMatchObject({ bus: 1, slot: 0, kind: 'interface', mac: '52:54:00:aa:00:09', virtual: false });
  });

  it('have the ids of a transitional virtio device where that is what they are', () => {
    const port = (index: number, model: string) =>
      `<controller type='pci' index='${index}' model='${model}'>${at(0, 20 + index)}</controller>`;
    const card = (model: string, bus: number) =>
      `<interface type='bridge'>${mac}<model type='${model}'/>${at(bus, 1)}</interface>`;
    const ids = (model: string, bus: number) =>
      pciOf(port(1, 'pcie-root-port') + port(2, 'pcie-to-pci-bridge') + card(model, bus)).find(
        ({ kind }) => kind === 'interface',
      )?.deviceId;
    expect([ids('virtio', 0), ids('virtio', 1), ids('virtio', 2)]).toEqual([0x1000, 0x1041, 0x1000]);
    expect([ids('virtio-transitional', 1), ids('virtio-non-transitional', 2)]).toEqual([0x1000, 0x1041]);
  });

  it('tell what is passed through, and leave its ids to the hardware', () => {
    const source = "<source><address type='pci' domain='0x0000' bus='0x3b' slot='0x10' function='0x2'/></source>";
    const [card, other] = pciOf(
      `<interface type='hostdev'>${mac}${source}${at(0, 5)}</interface>
       <hostdev mode='subsystem' type='pci'>${source.replace("type='pci' ", '')}${at(0, 6, "function='0x0' multifunction='on'")}</hostdev>`,
    );
    expect(card).toMatchObject({ host: '0000:3b:10.2', virtual: true, mac: '52:54:00:aa:00:09' });
    expect(other).toMatchObject({ host: '0000:3b:10.2', multifunction: true, kind: 'hostdev', disks: [] });
    for (const name of ['vendorId', 'deviceId', 'classCode']) expect(card).not.toHaveProperty(name);
    expect(other).not.toHaveProperty('virtual');
  });

  it('have their disks', () => {
    const disk = (target: string, bus: string, address: string) =>
      `<disk type='file' device='disk'><target dev='${target}' bus='${bus}'/>${address}</disk>`;
    const drive = "<address type='drive' controller='1' bus='0' target='0' unit='0'/>";
    const found = pciOf(
      `<controller type='sata' index='0'>${at(0, 31, "function='0x2'")}</controller>
       <controller type='scsi' index='1' model='virtio-scsi'>${at(0, 4)}</controller>`,
      disk('vda', 'virtio', at(0, 3)) + disk('sda', 'scsi', drive) + disk('sdb', 'sata', drive.replace("'1'", "'0'")),
    );
    expect(found.map(({ slot, disks }) => [slot, disks])).toEqual([
      [3, ['vda']],
      [4, ['sda']],
      [31, ['sdb']],
    ]);
    expect(found.map(({ multifunction }) => multifunction)).toEqual([false, false, true]);
  });
});

describe('network cards of a definition', () => {
  it('have a VLAN where it is one, and not a trunk', () => {
    const tagged = (tags: string, trunk = '') =>
      nicsOf(`<interface type='bridge'>${mac}<vlan${trunk}>${tags}</vlan></interface>`)[0];
    expect(tagged("<tag id='42'/>")?.vlan).toBe(42);
    expect(tagged("<tag id='42'/><tag id='43'/>")).not.toHaveProperty('vlan');
    expect(tagged("<tag id='42'/>", " trunk='yes'")).not.toHaveProperty('vlan');
  });

  it('have a link where libvirt switches it', () => {
    const [direct, passed] = nicsOf(
      `<interface type='direct'>${mac}<source dev='eno1' mode='bridge'/><link state='down'/></interface>
       <interface type='hostdev'>${mac}</interface>`,
    );
    expect(direct).toMatchObject({ attachment: 'direct', network: 'eno1', linkUp: false });
    expect(passed).toMatchObject({ attachment: 'hostdev' });
    expect(passed).not.toHaveProperty('linkUp');
  });
});
