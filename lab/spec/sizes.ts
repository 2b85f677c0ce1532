const units: Readonly<Record<string, number>> = {
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  Mi: 2 ** 20,
  MiB: 2 ** 20,
  Gi: 2 ** 30,
  GiB: 2 ** 30,
  Ti: 2 ** 40,
  TiB: 2 ** 40,
};

/** Bytes of `32GiB`, `120GB`; the schema has seen to its form. */
export const parseSize = (text: string): number => {
  const [, number, unit = ''] = /^([\d.]+)\s*(\w+)$/.exec(text) ?? [];
  return Math.round(Number(number) * (units[unit] ?? Number.NaN));
};

/** `32 GiB`: for people. */
export const writeSize = (bytes: number): string => {
  const [unit, scale] = bytes >= 2 ** 30 ? (['GiB', 2 ** 30] as const) : (['MiB', 2 ** 20] as const);
  return `${Number((bytes / scale).toFixed(1))} ${unit}`;
};
