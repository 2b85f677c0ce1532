import { link, links } from '../link.js';
import { deviceClassOf, functionOf, hex, pcieDeviceId, titleOf } from '../pcie.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { deviceFunctionUri, driveUri, ethernetInterfaceUri, pcieDeviceUri } from '../uris.js';

const number = (value: number, digits: number): string => `0x${hex(value, digits)}`;

/** One function of a PCI device, and what it is to the system. */
export const pcieFunction = defineResource({
  path: '/redfish/v1/Chassis/{machine}/PCIeDevices/{device}/PCIeFunctions/{function}',
  type: 'PCIeFunction.v1_7_0.PCIeFunction',
  find: ({ machine, device, function: id }) => {
    const found = functionOf(machine, device, id);
    return found && { found, machine };
  },
  read: ({ found, machine }) => {
    const { domain, bus, slot, function: part, vendorId, deviceId, classCode, virtual, mac } = found;
    const deviceClass = deviceClassOf(found);
    const drives = machine.disks.filter(({ target }) => found.disks.includes(target));
    const card = machine.nics.find((nic) => nic.mac === mac)?.mac;
    return {
      Id: String(part),
      Name: `${titleOf(found)} ${pcieDeviceId(found)}.${part}`,
      Status: healthy,
      Enabled: true,
      FunctionId: part,
      SegmentNumber: number(domain, 4),
      // The guest numbers all other buses as it likes.
      ...(bus === 0 && { BusNumber: '0x00' }),
      DeviceNumber: number(slot, 2),
      FunctionNumber: number(part, 1),
      ...(virtual !== undefined && { FunctionType: virtual ? 'Virtual' : 'Physical' }),
      ...(vendorId !== undefined && { VendorId: number(vendorId, 4) }),
      ...(deviceId !== undefined && { DeviceId: number(deviceId, 4) }),
      ...(classCode !== undefined && { ClassCode: number(classCode, 6) }),
      ...(deviceClass && { DeviceClass: deviceClass }),
      Links: {
        PCIeDevice: link(pcieDeviceUri(machine.id, pcieDeviceId(found))),
        ...links(
          'Drives',
          drives.map(({ target }) => driveUri(machine.id, target)),
        ),
        ...links('EthernetInterfaces', card ? [ethernetInterfaceUri(machine.id, card)] : []),
        ...links('NetworkDeviceFunctions', card ? [deviceFunctionUri(machine.id, card)] : []),
      },
    };
  },
});
