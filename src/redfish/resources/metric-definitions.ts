import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { metrics } from '../telemetry/metrics.js';
import { telemetryUri } from '../uris.js';

export const metricDefinitions = defineCollection({
  path: `${telemetryUri}/MetricDefinitions`,
  of: 'MetricDefinition',
  name: 'Metric Definitions',
  privileges: { write: manager, create: manager },
  members: (_, { context }) => (context.hypervisor.metrics ? Object.keys(metrics) : undefined),
});
