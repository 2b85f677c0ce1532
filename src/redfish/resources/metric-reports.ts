import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { reportIds } from '../telemetry/metrics.js';
import { telemetryUri } from '../uris.js';

export const metricReports = defineCollection({
  path: `${telemetryUri}/MetricReports`,
  of: 'MetricReport',
  name: 'Metric Reports',
  privileges: { write: manager, create: manager },
  members: (_, { context }) => (context.hypervisor.metrics ? reportIds : undefined),
});
