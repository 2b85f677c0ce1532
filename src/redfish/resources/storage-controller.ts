import { links } from '../link.js';
import { functionsOfDisks, pcieDeviceId } from '../pcie.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { busTitle, protocolOf, raidTypesOf, subsystemOf } from '../storage.js';
import { pcieFunctionUri } from '../uris.js';

/** What a bus's disks are attached to. */
export const storageController = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Controllers/{controller}',
  type: 'StorageController.v1_11_0.StorageController',
  find: ({ machine, storage, controller }) => {
    const bus = controller === '1' ? subsystemOf(machine, storage) : undefined;
    return bus && { ...bus, machine };
  },
  read: ({ name, disks, machine }) => ({
    Id: '1',
    Name: `${busTitle(name)} controller`,
    Status: healthy,
    SupportedDeviceProtocols: [protocolOf(name)],
    SupportedRAIDTypes: raidTypesOf(name),
    Links: links(
      'PCIeFunctions',
      functionsOfDisks(machine, disks).map((one) => pcieFunctionUri(machine.id, pcieDeviceId(one), one.function)),
    ),
  }),
});
