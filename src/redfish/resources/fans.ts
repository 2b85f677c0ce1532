import { manager } from '../call.js';
import { defineCollection } from '../collection.js';

export const fans = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/ThermalSubsystem/Fans',
  of: 'Fan',
  name: 'Fans',
  privileges: { write: manager, create: manager },
  members: () => [],
});
