import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthOf } from '../status.js';

/** A virtual machine has nothing that cools it, and says so: clients that look for fans find that there are none. */
export const thermalSubsystem = defineResource({
  path: '/redfish/v1/Chassis/{machine}/ThermalSubsystem',
  type: 'ThermalSubsystem.v1_5_0.ThermalSubsystem',
  privileges: { write: manager },
  find: ({ machine }) => machine,
  read: (machine, { uri }) => ({
    Id: 'ThermalSubsystem',
    Name: `Cooling of ${machine.name}`,
    Status: healthOf(machine),
    Fans: link(`${uri}/Fans`),
  }),
});
