import { makeQemuRig, qemuMachines } from './qemu-rig.js';
import { describeContract } from './suite.js';

describeContract('libvirt with QEMU, BIOS', () => makeQemuRig({ firmware: 'bios', cd: true, disk: 'polite' }), {
  ...qemuMachines,
  acpi: 'obeyed',
  targets: ['None', 'Pxe', 'Hdd', 'Cd', 'Usb'],
  modes: ['Legacy', 'UEFI'],
  secureBoot: false,
  firmware: false,
});
