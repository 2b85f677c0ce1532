import { manager } from '../call.js';
import { defineCollection } from '../collection.js';

export const powerSupplies = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/PowerSubsystem/PowerSupplies',
  of: 'PowerSupply',
  name: 'Power Supplies',
  privileges: { write: manager, create: manager },
  members: () => [],
});
