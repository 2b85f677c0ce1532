import { reportInterval } from '../../bmc/telemetry/types.js';
import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { durationOf } from '../telemetry/duration.js';
import { reportIds } from '../telemetry/metrics.js';
import { telemetryUri } from '../uris.js';

/** Figures of all machines, as reports; absent where the hypervisor counts nothing. */
export const telemetryService = defineResource({
  path: telemetryUri,
  type: 'TelemetryService.v1_4_1.TelemetryService',
  privileges: { write: manager },
  find: (_, { context }) => context.hypervisor.metrics,
  read: () => ({
    Id: 'TelemetryService',
    Name: 'Telemetry Service',
    Status: healthy,
    ServiceEnabled: true,
    MaxReports: reportIds.length,
    MinCollectionInterval: durationOf(reportInterval.minimum),
    MetricDefinitions: link(`${telemetryUri}/MetricDefinitions`),
    MetricReportDefinitions: link(`${telemetryUri}/MetricReportDefinitions`),
    MetricReports: link(`${telemetryUri}/MetricReports`),
  }),
});
