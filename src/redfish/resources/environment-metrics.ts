import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';
import { sensors } from '../telemetry/sensors.js';

/** What a chassis's surroundings would notice of it: power, where the operator said what work takes. */
export const environmentMetrics = defineResource({
  path: '/redfish/v1/Chassis/{machine}/EnvironmentMetrics',
  type: 'EnvironmentMetrics.v1_5_0.EnvironmentMetrics',
  find: async ({ machine }, { context }) =>
    context.settings.vcpuWatts === undefined ? undefined : subjectOf(context, machine),
  read: ({ machine, measured }, { uri, context: { settings } }) => ({
    Id: 'EnvironmentMetrics',
    Name: `Environment of ${machine.name}`,
    PowerWatts: {
      DataSourceUri: uri.replace(/EnvironmentMetrics$/, 'Sensors/Power'),
      Reading: (measured && sensors.Power?.read(machine, measured, settings)) ?? null,
    },
  }),
});
