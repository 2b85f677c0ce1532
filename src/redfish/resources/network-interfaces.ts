import { defineCollection } from '../collection.js';
import { macsOf } from '../network.js';

export const networkInterfaces = defineCollection({
  path: '/redfish/v1/Systems/{machine}/NetworkInterfaces',
  of: 'NetworkInterface',
  name: 'Network Interfaces',
  members: ({ machine }) => macsOf(machine),
});
