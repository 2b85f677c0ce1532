/** The lamp that helps to find a machine, under its present name and the one that older clients know. */
import type { Machine } from '../hypervisor/port.js';
import type { Settings } from './context.js';
import type { ScalarSchema } from './schema.js';

export const indicatorProperties = {
  LocationIndicatorActive: { type: 'boolean' },
  // A lamp that blinks is one that is lit, to whoever asks later: it is not among the values.
  IndicatorLED: { type: 'string', enum: ['Lit', 'Off'], silent: true },
} as const satisfies Readonly<Record<string, ScalarSchema>>;

export const readIndicator = (active: boolean, { legacyProperties }: Settings) => ({
  LocationIndicatorActive: active,
  ...(legacyProperties && { IndicatorLED: active ? 'Lit' : 'Off' }),
});

export const indicatorOf = ({ state }: Machine): boolean => state.locationIndicatorActive ?? false;

/** Undefined: neither is spoken of. */
export const wantedIndicator = (body: {
  readonly LocationIndicatorActive?: boolean;
  readonly IndicatorLED?: 'Lit' | 'Off';
}): boolean | undefined =>
  body.LocationIndicatorActive ?? (body.IndicatorLED === undefined ? undefined : body.IndicatorLED === 'Lit');
