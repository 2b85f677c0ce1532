import type { PciFunction } from '../../port.js';
import { attributeAt, children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { present } from './hardware.js';
import { type PciIds, pciIds, virtioIds } from './pci-ids.js';

/** What the host says of a PCI device that it passes through. */
export type HostDevice = Pick<
  PciFunction,
  'vendorId' | 'deviceId' | 'classCode' | 'virtual' | 'manufacturer' | 'model'
>;
/** By the host's address: `0000:3b:10.2`. */
export type HostDevices = ReadonlyMap<string, HostDevice>;

/** All devices that have an address on a PCI bus, by address. libvirt gives them out when a machine is defined. */
export function readPci(domain: XmlElement, hostDevices: HostDevices): readonly PciFunction[] {
  const devices = find(domain, 'devices');
  const express = new Set(
    children(devices, 'controller')
      .filter(isExpressPort)
      .map(({ attributes }) => attributes.index),
  );
  const madeByQemu = /^(qemu|kvm|hvf)$/.test(domain.attributes.type ?? '');
  return (devices?.children ?? [])
    .flatMap((device): readonly PciFunction[] => {
      const at = find(device, 'address')?.attributes;
      if (at?.type !== 'pci' || at.slot === undefined) return [];
      const bus = Number(at.bus ?? 0);
      const passed = hostAddress(device);
      const ids = madeByQemu && !passed ? idsOf(device, express.has(String(bus))) : undefined;
      const optional = {
        ...(passed && hostDevices.get(passed)),
        ...(!passed && { model: modelOf(device), virtual: false }),
        ...(ids && { vendorId: ids[0], deviceId: ids[1], classCode: ids[2] }),
        // libvirt gives a card to a guest as an interface only where it is a virtual function (formatdomain, "hostdev").
        ...(passed && device.name === 'interface' && { virtual: true }),
        host: passed,
        mac: device.name === 'interface' ? attributeAt(device, ['mac'], 'address')?.toLowerCase() : undefined,
      };
      const place = { domain: Number(at.domain ?? 0), bus, slot: Number(at.slot), function: Number(at.function ?? 0) };
      const multifunction = at.multifunction === 'on' || place.function > 0;
      return [{ ...place, multifunction, kind: device.name, ...present(optional), disks: disksOn(device, devices) }];
    })
    .sort((a, b) => a.domain - b.domain || a.bus - b.bus || a.slot - b.slot || a.function - b.function);
}

/** Behind one of these a device is on PCI Express, and not on the root bus. */
const isExpressPort = ({ attributes: { type, model } }: XmlElement): boolean =>
  type === 'pci' && (model === 'pcie-root-port' || model === 'pcie-switch-downstream-port');

function idsOf(device: XmlElement, inExpressSlot: boolean): PciIds | undefined {
  const { name } = device;
  const model = modelOf(device) ?? '';
  const primary = name === 'video' && attributeAt(device, ['model'], 'primary') === 'yes' ? 'video primary' : undefined;
  if (isVirtio(device, model)) {
    const type = name === 'controller' || name === 'input' ? device.attributes.type : undefined;
    const share = attributeAt(device, ['driver'], 'type') === 'virtiofs' ? 'virtiofs' : '9p';
    const kind = primary ?? [name, type ?? (name === 'filesystem' ? share : undefined)].filter(Boolean).join(' ');
    const transitional = model.endsWith('-non-transitional')
      ? false
      : model.endsWith('-transitional') || !inExpressSlot;
    return virtioIds(kind, transitional);
  }
  if (name === 'controller') {
    const kind = `controller ${device.attributes.type}`;
    return pciIds[`${kind} ${attributeAt(device, ['model'], 'name') ?? model}`] ?? pciIds[kind];
  }
  return pciIds[`${primary ?? name} ${model}`] ?? pciIds[`${name} ${model}`];
}

const isVirtio = ({ name, attributes }: XmlElement, model: string): boolean =>
  model.startsWith('virtio') ||
  attributes.type === 'virtio-serial' ||
  attributes.bus === 'virtio' ||
  name === 'filesystem' ||
  name === 'disk';

/** `<model type>`, `<model name>`, or the attribute `model`: every kind of device has it elsewhere. */
function modelOf(device: XmlElement): string | undefined {
  const element = find(device, 'model')?.attributes;
  if (device.name === 'serial') return attributeAt(device, ['target'], 'type');
  if (device.name === 'disk') return device.attributes.model ?? attributeAt(device, ['target'], 'bus');
  return element?.type ?? device.attributes.model ?? device.attributes.bus;
}

/** `0000:3b:10.2` of `<source><address domain='0x0000' bus='0x3b' slot='0x10' function='0x2'/></source>`. */
export function hostAddress(device: XmlElement): string | undefined {
  if (device.name !== 'hostdev' && device.attributes.type !== 'hostdev') return undefined;
  const { domain = '0', bus, slot, function: part = '0' } = find(device, 'source', 'address')?.attributes ?? {};
  if (bus === undefined || slot === undefined) return undefined;
  const hex = (text: string, digits: number) => Number(text).toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${hex(part, 1)}`;
}

/** Targets of the disks that are attached to a controller, or that are a function themselves. */
function disksOn(device: XmlElement, devices: XmlElement | undefined): readonly string[] {
  const target = (disk: XmlElement) => attributeAt(disk, ['target'], 'dev') ?? [];
  if (device.name === 'disk') return [target(device)].flat();
  if (device.name !== 'controller') return [];
  const { type, index } = device.attributes;
  return children(devices, 'disk')
    .filter((disk) => attributeAt(disk, ['target'], 'bus') === type)
    .filter((disk) => find(disk, 'address')?.attributes.controller === index)
    .flatMap(target);
}
