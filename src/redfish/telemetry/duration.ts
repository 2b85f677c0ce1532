/** Durations of ISO 8601 as Redfish has them: days, hours, minutes and seconds (DSP0266, "Duration values"). */
const form = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
export const durationPattern = '^P(\\d{1,5}D)?(T(\\d{1,7}H)?(\\d{1,7}M)?(\\d{1,9}(\\.\\d{1,6})?S)?)?$';

/** Seconds. Undefined: it is none. */
export const secondsOf = (text: string): number | undefined => {
  const [whole, ...parts] = form.exec(text) ?? [];
  if (whole === undefined || parts.every((part) => part === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
};

export const durationOf = (seconds: number): string => `PT${seconds}S`;
