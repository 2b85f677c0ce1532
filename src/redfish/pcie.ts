/** A machine's PCI devices: what sits in one slot, with its functions. */
import type { Disk, Machine, PciFunction } from '../hypervisor/port.js';

export interface PcieDevice {
  /** `0000:02:00`, as libvirt has its address: where to find it in the machine's definition. */
  readonly id: string;
  readonly functions: readonly PciFunction[];
}

export const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

export const pcieDeviceId = ({ domain, bus, slot }: PciFunction): string =>
  `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}`;

/** In the order of their addresses. */
export const pcieDevicesOf = ({ pci }: Machine): readonly PcieDevice[] =>
  [...new Set(pci.map(pcieDeviceId))].map((id) => ({ id, functions: pci.filter((one) => pcieDeviceId(one) === id) }));

export const pcieDeviceOf = (machine: Machine, id: string): PcieDevice | undefined =>
  pcieDevicesOf(machine).find((device) => device.id === id.toLowerCase());

export const functionOf = (machine: Machine, id: string, number: string): PciFunction | undefined =>
  pcieDeviceOf(machine, id)?.functions.find((one) => String(one.function) === number);

/** What these disks are attached to; a virtio disk is a function of its own. */
export const functionsOfDisks = ({ pci }: Machine, disks: readonly Disk[]): readonly PciFunction[] =>
  pci.filter((one) => disks.some(({ target }) => one.disks.includes(target)));

/** `PCIeFunction.DeviceClass`, and what to call such a device, by the upper 8 bits of the class code (PCI Code and ID Assignment 1.x). */
const classes: Readonly<Record<number, readonly [string, string]>> = {
  0: ['UnclassifiedDevice', 'Device'],
  1: ['MassStorageController', 'Storage controller'],
  2: ['NetworkController', 'Network controller'],
  3: ['DisplayController', 'Display controller'],
  4: ['MultimediaController', 'Multimedia controller'],
  5: ['MemoryController', 'Memory controller'],
  6: ['Bridge', 'Bridge'],
  7: ['CommunicationController', 'Communication controller'],
  8: ['GenericSystemPeripheral', 'System peripheral'],
  9: ['InputDeviceController', 'Input device'],
  11: ['Processor', 'Processor'],
  12: ['SerialBusController', 'Serial bus controller'],
  13: ['WirelessController', 'Wireless controller'],
  16: ['EncryptionController', 'Encryption controller'],
  17: ['SignalProcessingController', 'Signal processing controller'],
  18: ['ProcessingAccelerators', 'Processing accelerator'],
};

const classOf = ({ classCode }: PciFunction) => (classCode === undefined ? undefined : classes[classCode >> 16]);
export const deviceClassOf = (one: PciFunction): string | undefined => classOf(one)?.[0];
export const titleOf = (one: PciFunction): string =>
  classOf(one)?.[1] ?? (one.host === undefined ? 'Device' : 'Passed-through device');

/** PCI-SIG's members by their ids, those whose devices QEMU makes. */
const vendors: Readonly<Record<number, string>> = {
  4096: 'Broadcom / LSI',
  4115: 'Cirrus Logic',
  4130: 'Advanced Micro Devices, Inc.',
  4147: 'NEC Corporation',
  4172: 'Texas Instruments',
  4203: 'Apple Inc.',
  4332: 'Realtek Semiconductor Co., Ltd.',
  4724: 'Ensoniq',
  5549: 'VMware',
  6900: 'Red Hat, Inc.',
  6966: 'Red Hat, Inc.',
  32902: 'Intel Corporation',
};
export const vendorOf = ({ manufacturer, vendorId }: PciFunction): string | undefined =>
  manufacturer ?? (vendorId === undefined ? undefined : vendors[vendorId]);
