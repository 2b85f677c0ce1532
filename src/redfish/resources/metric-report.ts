import { shownReport } from '../../bmc/telemetry/shown.js';
import { type Call, manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { figuresOf } from '../telemetry/figures.js';
import { type ReportId, reportIds } from '../telemetry/metrics.js';
import { makeReport } from '../telemetry/report.js';
import { reportDefinitionUri, telemetryUri } from '../uris.js';

/** The last periodic one, or one that is made now. Undefined: none is to be made, or none was made yet. */
const reportOf = async (id: ReportId, { context, machines }: Call) => {
  const { enabled, periodic } = context.bmc.telemetry.settings(id);
  if (enabled && !periodic) return makeReport(id, await machines(), await figuresOf(context));
  return context.bmc.telemetry.latest(id);
};

/** Figures of the machines that the client may see. */
export const metricReport = defineResource({
  path: `${telemetryUri}/MetricReports/{report}`,
  type: 'MetricReport.v1_5_2.MetricReport',
  privileges: { write: manager },
  find: ({ report: id }, { context }) => context.hypervisor.metrics && reportIds.find((one) => one === id),
  read: async (id, call) => {
    const report = await reportOf(id, call);
    if (report !== undefined) return shownReport(report, call.principal.account.systems);
    return {
      Id: id,
      Name: `${id} Metrics`,
      MetricReportDefinition: link(reportDefinitionUri(id)),
      MetricValues: [],
      'MetricValues@odata.count': 0,
    };
  },
});
