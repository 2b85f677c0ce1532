import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { reportIds } from '../telemetry/metrics.js';
import { telemetryUri } from '../uris.js';

export const metricReportDefinitions = defineCollection({
  path: `${telemetryUri}/MetricReportDefinitions`,
  of: 'MetricReportDefinition',
  name: 'Metric Report Definitions',
  privileges: { write: manager, create: manager },
  members: (_, { context }) => (context.hypervisor.metrics ? reportIds : undefined),
});
