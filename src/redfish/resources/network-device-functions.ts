import { defineCollection } from '../collection.js';
import { cardOf, onlyPart } from '../network.js';

export const networkDeviceFunctions = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}/NetworkDeviceFunctions',
  of: 'NetworkDeviceFunction',
  name: 'Network Device Functions',
  members: ({ machine, mac }) => cardOf(machine, mac) && [onlyPart],
});
