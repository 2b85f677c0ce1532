/** What the service can do for every resource: `ServiceRoot.ProtocolFeaturesSupported`, as a client reads it. */

/** `$levels` at the most. */
export const deepestExpansion = 6;

export const protocolFeatures = {
  ExcerptQuery: true,
  ExpandQuery: { ExpandAll: true, Levels: true, MaxLevels: deepestExpansion, Links: true, NoLinks: true },
  FilterQuery: true,
  OnlyMemberQuery: true,
  SelectQuery: true,
  TopSkipQuery: true,
} as const;
