import { type ReportSettings, reportInterval } from '../../bmc/telemetry/types.js';
import { manager } from '../call.js';
import { link } from '../link.js';
import { outOfRange, throwAll, wrongFormat } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema, Value } from '../schema.js';
import { durationOf, durationPattern, secondsOf } from '../telemetry/duration.js';
import { metricsOf, reportIds } from '../telemetry/metrics.js';
import { wildcardsOf } from '../telemetry/wildcards.js';
import { reportUri, telemetryUri } from '../uris.js';

const writable = {
  type: 'object',
  properties: {
    MetricReportDefinitionEnabled: { type: 'boolean' },
    MetricReportDefinitionType: { type: 'string', enum: ['OnRequest', 'Periodic'] },
    ReportActions: {
      type: 'array',
      items: { type: 'string', enum: ['LogToMetricReportsCollection', 'RedfishEvent'] },
      uniqueItems: true,
      maxItems: 2,
    },
    Schedule: {
      type: 'object',
      properties: { RecurrenceInterval: { type: 'string', pattern: durationPattern } },
    },
  },
} as const satisfies ObjectSchema;

const intervalOf = (duration: string): number => {
  const place = { property: 'Schedule/RecurrenceInterval' };
  const seconds = secondsOf(duration);
  if (seconds === undefined) throwAll([wrongFormat(place, duration)]);
  const { minimum, maximum } = reportInterval;
  if (seconds === undefined || seconds < minimum || seconds > maximum) {
    const detail = `It is between ${durationOf(minimum)} and ${durationOf(maximum)}.`;
    throwAll([outOfRange(place, duration, detail)]);
  }
  return seconds ?? minimum;
};

const changeOf = (body: Value<typeof writable>): Partial<ReportSettings> => {
  const { MetricReportDefinitionEnabled: enabled, MetricReportDefinitionType: type, ReportActions: actions } = body;
  const interval = body.Schedule?.RecurrenceInterval;
  return {
    ...(enabled !== undefined && { enabled }),
    ...(type !== undefined && { periodic: type === 'Periodic' }),
    ...(actions !== undefined && {
      kept: actions.includes('LogToMetricReportsCollection'),
      sent: actions.includes('RedfishEvent'),
    }),
    ...(interval !== undefined && { interval: intervalOf(interval) }),
  };
};

/** One kind of figures of all machines: when a report of them is made, and what becomes of it. */
export const metricReportDefinition = defineResource({
  path: `${telemetryUri}/MetricReportDefinitions/{report}`,
  type: 'MetricReportDefinition.v1_4_7.MetricReportDefinition',
  privileges: { write: manager },
  find: ({ report: id }, { context: { hypervisor, bmc } }) => {
    const report = reportIds.find((one) => one === id);
    return hypervisor.metrics && report && { id: report, settings: bmc.telemetry.settings(report) };
  },
  read: ({ id, settings: { enabled, periodic, interval, kept, sent } }) => {
    const metrics = metricsOf(id);
    return {
      Id: id,
      Name: `${id} Metrics`,
      Status: { State: enabled ? 'Enabled' : 'Disabled', Health: 'OK' },
      MetricReportDefinitionEnabled: enabled,
      MetricReportDefinitionType: periodic ? 'Periodic' : 'OnRequest',
      Schedule: { RecurrenceInterval: durationOf(interval) },
      ReportActions: [...(kept ? ['LogToMetricReportsCollection'] : []), ...(sent ? ['RedfishEvent'] : [])],
      ReportUpdates: 'Overwrite',
      Metrics: metrics.map(([metricId, { property }]) => ({ MetricId: metricId, MetricProperties: [property] })),
      Wildcards: wildcardsOf(metrics.map(([, { property }]) => property)),
      MetricReport: link(reportUri(id)),
    };
  },
  patch: {
    properties: writable,
    apply: async ({ id }, body, { context }) => {
      await context.bmc.telemetry.change(id, changeOf(body));
      return undefined;
    },
  },
});
