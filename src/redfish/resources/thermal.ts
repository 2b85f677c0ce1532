import { manager } from '../call.js';
import { defineResource } from '../resource.js';
import { healthOf } from '../status.js';

/** What older clients read in place of the ThermalSubsystem: `legacyProperties`. */
export const thermal = defineResource({
  path: '/redfish/v1/Chassis/{machine}/Thermal',
  type: 'Thermal.v1_7_3.Thermal',
  privileges: { write: manager },
  find: ({ machine }, { context }) => (context.settings.legacyProperties ? machine : undefined),
  read: (machine) => ({
    Id: 'Thermal',
    Name: `Cooling of ${machine.name}`,
    Status: healthOf(machine),
    Temperatures: [],
    'Temperatures@odata.count': 0,
    Fans: [],
    'Fans@odata.count': 0,
  }),
});
