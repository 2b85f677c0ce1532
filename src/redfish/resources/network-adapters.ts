import { defineCollection } from '../collection.js';
import { macsOf } from '../network.js';

export const networkAdapters = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters',
  of: 'NetworkAdapter',
  name: 'Network Adapters',
  members: ({ machine }) => macsOf(machine),
});
