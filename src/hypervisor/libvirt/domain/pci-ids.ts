/**
 * What a guest reads of the devices that QEMU makes. libvirt does not tell; QEMU's monitor does (`query-pci`), but a
 * machine that was asked counts as tainted. The tests compare this table with what QEMU answers.
 */

/** Vendor, device, class code. */
export type PciIds = readonly [number, number, number];

/** Virtual I/O Device (VIRTIO) 1.2, 4.1.2 and 5: device type, the id of a transitional device where one exists, class. */
type VirtioIds = readonly [number, number | undefined, number];

const virtio: Readonly<Record<string, VirtioIds>> = {
  interface: [1, 0x1000, 0x02_00_00],
  disk: [2, 0x1001, 0x01_00_00],
  'controller virtio-serial': [3, 0x1003, 0x07_80_00],
  rng: [4, 0x1005, 0x00_ff_00],
  memballoon: [5, 0x1002, 0x00_ff_00],
  'controller scsi': [8, 0x1004, 0x01_00_00],
  'filesystem 9p': [9, 0x1009, 0x00_02_00],
  video: [16, undefined, 0x03_80_00],
  'video primary': [16, undefined, 0x03_00_00],
  'input keyboard': [18, undefined, 0x09_00_00],
  'input mouse': [18, undefined, 0x09_02_00],
  'input tablet': [18, undefined, 0x09_80_00],
  vsock: [19, undefined, 0x07_80_00],
  crypto: [20, undefined, 0x00_ff_00],
  iommu: [23, undefined, 0x00_ff_00],
  'filesystem virtiofs': [26, undefined, 0x01_80_00],
};

/**
 * Of a virtio device. One in a slot of PCI Express has no legacy interface, one on the root bus or on conventional PCI
 * has, unless its model says (QEMU's `disable-legacy=auto`).
 */
export function virtioIds(kind: string, transitional: boolean): PciIds | undefined {
  const found = virtio[kind];
  if (!found) return undefined;
  const [type, legacy, classCode] = found;
  return [0x1af4, transitional && legacy !== undefined ? legacy : 0x1040 + type, classCode];
}

const bridge = 0x06_04_00;
const ethernet = 0x02_00_00;
const scsi = 0x01_00_00;

/** Of all others, by libvirt's element, type and model. */
export const pciIds: Readonly<Record<string, PciIds>> = {
  'interface e1000': [0x8086, 0x100e, ethernet],
  'interface e1000e': [0x8086, 0x10d3, ethernet],
  'interface igb': [0x8086, 0x10c9, ethernet],
  'interface rtl8139': [0x10ec, 0x8139, ethernet],
  'interface ne2k_pci': [0x10ec, 0x8029, ethernet],
  'interface pcnet': [0x1022, 0x2000, ethernet],
  'interface vmxnet3': [0x15ad, 0x07b0, ethernet],
  'controller ide': [0x8086, 0x7010, 0x01_01_80],
  'controller sata': [0x8086, 0x2922, 0x01_06_01],
  'controller scsi lsilogic': [0x1000, 0x0012, scsi],
  'controller scsi lsisas1068': [0x1000, 0x0054, scsi],
  'controller scsi lsisas1078': [0x1000, 0x0060, 0x01_04_00],
  'controller scsi vmpvscsi': [0x15ad, 0x07c0, scsi],
  'controller scsi am53c974': [0x1022, 0x2020, scsi],
  'controller scsi dc390': [0x1022, 0x2020, scsi],
  'controller nvme': [0x1b36, 0x0010, 0x01_08_02],
  'controller usb qemu-xhci': [0x1b36, 0x000d, 0x0c_03_30],
  'controller usb nec-xhci': [0x1033, 0x0194, 0x0c_03_30],
  'controller usb ehci': [0x8086, 0x24cd, 0x0c_03_20],
  'controller usb ich9-ehci1': [0x8086, 0x293a, 0x0c_03_20],
  'controller usb ich9-uhci1': [0x8086, 0x2934, 0x0c_03_00],
  'controller usb ich9-uhci2': [0x8086, 0x2935, 0x0c_03_00],
  'controller usb ich9-uhci3': [0x8086, 0x2936, 0x0c_03_00],
  'controller usb piix3-uhci': [0x8086, 0x7020, 0x0c_03_00],
  'controller usb piix4-uhci': [0x8086, 0x7112, 0x0c_03_00],
  'controller usb pci-ohci': [0x106b, 0x003f, 0x0c_03_10],
  'controller pci pcie-root-port': [0x1b36, 0x000c, bridge],
  'controller pci ioh3420': [0x8086, 0x3420, bridge],
  'controller pci pcie-pci-bridge': [0x1b36, 0x000e, bridge],
  'controller pci pci-bridge': [0x1b36, 0x0001, bridge],
  'controller pci i82801b11-bridge': [0x8086, 0x244e, bridge],
  'controller pci x3130-upstream': [0x104c, 0x8232, bridge],
  'controller pci xio3130-downstream': [0x104c, 0x8233, bridge],
  'controller pci pxb-pcie': [0x1b36, 0x000b, 0x06_00_00],
  'video vga': [0x1234, 0x1111, 0x03_00_00],
  'video cirrus': [0x1013, 0x00b8, 0x03_00_00],
  'video qxl': [0x1b36, 0x0100, 0x03_80_00],
  'video primary qxl': [0x1b36, 0x0100, 0x03_00_00],
  'video bochs': [0x1234, 0x1111, 0x03_80_00],
  'video vmvga': [0x15ad, 0x0405, 0x03_00_00],
  'sound ich6': [0x8086, 0x2668, 0x04_03_00],
  'sound ich9': [0x8086, 0x293e, 0x04_03_00],
  'sound ac97': [0x8086, 0x2415, 0x04_01_00],
  'sound es1370': [0x1274, 0x5000, 0x04_01_00],
  'watchdog i6300esb': [0x8086, 0x25ab, 0x08_80_00],
  'shmem ivshmem-plain': [0x1af4, 0x1110, 0x05_00_00],
  'shmem ivshmem-doorbell': [0x1af4, 0x1110, 0x05_00_00],
  'serial pci-serial': [0x1b36, 0x0002, 0x07_00_02],
  'panic pvpanic': [0x1b36, 0x0011, 0x08_80_00],
};
