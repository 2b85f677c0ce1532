/** What a BMC remembers for whoever looks for a machine: the same for the system and its chassis. */
import type { StateChange } from '../hypervisor/port.js';
import { indicatorProperties, wantedIndicator } from './indicator.js';
import type { Value } from './schema.js';

export const assetProperties = {
  AssetTag: { type: ['string', 'null'], maxLength: 255 },
  ...indicatorProperties,
} as const;

/** Undefined: there is nothing of it in the body. */
export const assetChange = (
  body: Value<{ readonly type: 'object'; readonly properties: typeof assetProperties }>,
): StateChange | undefined => {
  const active = wantedIndicator(body);
  const change: StateChange = {
    ...(body.AssetTag !== undefined && { assetTag: body.AssetTag ?? undefined }),
    ...(active !== undefined && { locationIndicatorActive: active }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
};
