import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { subjectOf } from '../telemetry/figures.js';
import { sensorIdsOf, sensors } from '../telemetry/sensors.js';
import { systemUri } from '../uris.js';

const units = { Percent: '%', Power: 'W' } as const;

/** A figure of a machine's work; without a reading while there is none, as of a machine that is off. */
export const sensor = defineResource({
  path: '/redfish/v1/Chassis/{machine}/Sensors/{sensor}',
  type: 'Sensor.v1_12_0.Sensor',
  find: async ({ machine, sensor: id }, { context }) => {
    const kind = sensorIdsOf(context.settings).includes(id) ? sensors[id] : undefined;
    const subject = kind && (await subjectOf(context, machine));
    if (kind === undefined || subject === undefined) return undefined;
    const { measured } = subject;
    return { id, kind, machine, at: measured?.at, reading: measured && kind.read(machine, measured, context.settings) };
  },
  read: ({ id, kind, machine, at, reading }) => ({
    Id: id,
    Name: kind.name,
    Description: kind.description,
    Status: { State: reading === undefined ? 'UnavailableOffline' : 'Enabled', Health: 'OK' },
    ReadingType: kind.type,
    ReadingUnits: units[kind.type],
    Reading: reading ?? null,
    ...(reading !== undefined && at && { ReadingTime: at.toISOString() }),
    ReadingRangeMin: kind.range.minimum,
    ...(kind.range.maximum !== undefined && { ReadingRangeMax: kind.range.maximum }),
    Implementation: 'Synthesized',
    PhysicalContext: kind.context,
    ...links('RelatedItem', [systemUri(machine.id)]),
  }),
});
