import type { MetricReport } from './types.js';

/** `MetricReport.v1_5_2.MetricReport` less its `@odata.id` and type: the values of these systems; of all, where none are named. */
export const shownReport = ({ id, name, definitionUri, time, values }: MetricReport, systems?: readonly string[]) => {
  const mine = systems === undefined ? values : values.filter(({ systemId }) => systems.includes(systemId));
  return {
    Id: id,
    Name: name,
    MetricReportDefinition: { '@odata.id': definitionUri },
    Timestamp: time.toISOString(),
    MetricValues: mine.map(({ metricId, property, value, time: measuredAt }) => ({
      MetricId: metricId,
      MetricProperty: property,
      MetricValue: value,
      Timestamp: measuredAt.toISOString(),
    })),
    'MetricValues@odata.count': mine.length,
  };
};
