/** In their order. */
export const steps = [
  'insert',
  'boot',
  'address',
  'names',
  'vips',
  'balancer',
  'install',
  'eject',
  'disk',
  'off',
] as const;
export type Step = (typeof steps)[number];
