import type { MetricReport, MetricValue } from '../../bmc/telemetry/types.js';
import type { Machine, Measured } from '../../hypervisor/port.js';
import { reportDefinitionUri, reportUri } from '../uris.js';
import { type Metric, metricsOf, type ReportId } from './metrics.js';
import { rounded } from './rates.js';

const propertyOf = ({ property }: Metric, machineId: string, part: string | undefined): string =>
  property.replace('{MachineId}', machineId).replace('{PartId}', part ?? '');

const valuesOf = (report: ReportId, machine: Machine, measured: Measured): readonly MetricValue[] =>
  metricsOf(report).flatMap(([metricId, metric]) =>
    metric.read(machine, measured).flatMap(({ part, value }) => {
      if (value === undefined) return [];
      const property = propertyOf(metric, machine.id, part);
      return [{ metricId, property, value: String(rounded(value)), time: measured.at, systemId: machine.id }];
    }),
  );

/** What is known of these machines now; those that are off have no figures. */
export const makeReport = (
  id: ReportId,
  machines: readonly Machine[],
  figures: ReadonlyMap<string, Measured>,
): MetricReport => ({
  id,
  name: `${id} Metrics`,
  uri: reportUri(id),
  definitionUri: reportDefinitionUri(id),
  time: new Date(),
  values: machines.flatMap((machine) => {
    const measured = machine.power === 'Off' ? undefined : figures.get(machine.id);
    return measured ? valuesOf(id, machine, measured) : [];
  }),
});
