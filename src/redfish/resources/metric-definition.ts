import { manager } from '../call.js';
import { defineResource } from '../resource.js';
import { metrics } from '../telemetry/metrics.js';
import { wildcardsOf } from '../telemetry/wildcards.js';
import { telemetryUri } from '../uris.js';

/** What one of the figures is. */
export const metricDefinition = defineResource({
  path: `${telemetryUri}/MetricDefinitions/{metric}`,
  type: 'MetricDefinition.v1_3_5.MetricDefinition',
  privileges: { write: manager },
  find: ({ metric: id }, { context }) => {
    const metric = context.hypervisor.metrics && Object.hasOwn(metrics, id) ? metrics[id] : undefined;
    return metric && { id, ...metric };
  },
  read: ({ id, name, description, type, units, dataType, implementation, property }) => ({
    Id: id,
    Name: name,
    Description: description,
    MetricType: type,
    MetricDataType: dataType,
    Units: units,
    Implementation: implementation,
    Calculable: units === '%' ? 'NonSummable' : 'Summable',
    ...(units === '%' && { MinReadingRange: 0, MaxReadingRange: 100 }),
    // The schema has none for what is calculated, and some figures are no property of any resource.
    ...(implementation === 'DigitalMeter' &&
      property.includes('#') && { MetricProperties: [property], Wildcards: wildcardsOf([property]) }),
  }),
});
