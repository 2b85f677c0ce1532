import { defineCollection } from '../collection.js';

/** The cards by which the service is reached. All managers are at the same ones. */
export const managerInterfaces = defineCollection({
  path: '/redfish/v1/Managers/{machine}/EthernetInterfaces',
  of: 'EthernetInterface',
  name: 'Ethernet Interfaces',
  members: async (_, { context: { host } }) => (await host?.interfaces())?.map(({ name }) => name),
});
