import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthOf } from '../status.js';

/** A virtual machine has no power supplies, and says so. What its work would take is a sensor. */
export const powerSubsystem = defineResource({
  path: '/redfish/v1/Chassis/{machine}/PowerSubsystem',
  type: 'PowerSubsystem.v1_1_3.PowerSubsystem',
  privileges: { write: manager },
  find: ({ machine }) => machine,
  read: (machine, { uri }) => ({
    Id: 'PowerSubsystem',
    Name: `Power of ${machine.name}`,
    Status: healthOf(machine),
    PowerSupplies: link(`${uri}/PowerSupplies`),
  }),
});
