import { defineCollection } from '../collection.js';
import { cardOf, onlyPart } from '../network.js';

export const ports = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}/Ports',
  of: 'Port',
  name: 'Ports',
  members: ({ machine, mac }) => cardOf(machine, mac) && [onlyPart],
});
