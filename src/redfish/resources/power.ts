import { manager } from '../call.js';
import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthOf } from '../status.js';
import { subjectOf } from '../telemetry/figures.js';
import { sensors } from '../telemetry/sensors.js';
import { chassisUri } from '../uris.js';

/** What older clients read in place of the PowerSubsystem: `legacyProperties`. */
export const power = defineResource({
  path: '/redfish/v1/Chassis/{machine}/Power',
  type: 'Power.v1_7_3.Power',
  privileges: { write: manager },
  find: async ({ machine }, { context }) => {
    const { legacyProperties, vcpuWatts } = context.settings;
    if (!legacyProperties) return undefined;
    const subject = vcpuWatts === undefined ? undefined : await subjectOf(context, machine);
    return { machine, subject };
  },
  read: ({ machine, subject }, { uri, context: { settings } }) => {
    const controls = subject && [
      {
        '@odata.id': `${uri}#/PowerControl/0`,
        MemberId: '0',
        Name: sensors.Power?.name,
        PowerConsumedWatts: (subject.measured && sensors.Power?.read(machine, subject.measured, settings)) ?? null,
        Status: healthOf(machine),
        ...links('RelatedItem', [chassisUri(machine.id)]),
      },
    ];
    return {
      Id: 'Power',
      Name: `Power of ${machine.name}`,
      ...(controls && { PowerControl: controls, 'PowerControl@odata.count': controls.length }),
      PowerSupplies: [],
      'PowerSupplies@odata.count': 0,
    };
  },
});
