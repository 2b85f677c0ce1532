import { defineCollection } from '../collection.js';

export const ethernetInterfaces = defineCollection({
  path: '/redfish/v1/Systems/{machine}/EthernetInterfaces',
  of: 'EthernetInterface',
  name: 'Ethernet Interfaces',
  members: ({ machine }) => machine.nics.map(({ mac }) => mac),
});
