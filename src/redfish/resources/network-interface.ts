import { link } from '../link.js';
import { cardOf } from '../network.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { adapterUri } from '../uris.js';

/** A network adapter as the system sees it. All of its functions and ports are this system's: they are the adapter's. */
export const networkInterface = defineResource({
  path: '/redfish/v1/Systems/{machine}/NetworkInterfaces/{mac}',
  type: 'NetworkInterface.v1_2_3.NetworkInterface',
  find: ({ machine, mac }) => cardOf(machine, mac),
  read: ({ nic, machine }) => {
    const adapter = adapterUri(machine.id, nic.mac);
    return {
      Id: nic.mac,
      Name: `Network interface ${nic.mac}`,
      Status: healthy,
      NetworkDeviceFunctions: link(`${adapter}/NetworkDeviceFunctions`),
      Ports: link(`${adapter}/Ports`),
      Links: { NetworkAdapter: link(adapter) },
    };
  },
});
