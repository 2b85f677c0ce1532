import { makeQemuRig, qemuMachines } from './qemu-rig.js';
import { describeContract } from './suite.js';

describeContract('libvirt with QEMU, UEFI', () => makeQemuRig({ firmware: 'uefi', cd: false, disk: 'deaf' }), {
  ...qemuMachines,
  acpi: 'ignored',
  targets: ['None', 'Pxe', 'Hdd', 'Cd', 'Usb', 'UefiHttp', 'UefiBootNext'],
  modes: ['Legacy', 'UEFI'],
  secureBoot: true,
  firmware: true,
});
