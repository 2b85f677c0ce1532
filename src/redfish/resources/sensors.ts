import { defineCollection } from '../collection.js';
import { sensorIdsOf } from '../telemetry/sensors.js';

export const sensorCollection = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/Sensors',
  of: 'Sensor',
  name: 'Sensors',
  members: (_, { context: { hypervisor, settings } }) => (hypervisor.metrics ? sensorIdsOf(settings) : undefined),
});
