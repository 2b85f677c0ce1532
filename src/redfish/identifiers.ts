import type { Properties } from './annotations.js';

/** `Identifier.DurableName` of an NAA name is sixteen or 32 digits. */
export const identifiersOf = (wwn: string | undefined): Properties => {
  const digits = wwn?.replace(/^0x/i, '').toUpperCase() ?? '';
  return /^(?:[0-9A-F]{16}){1,2}$/.test(digits)
    ? { Identifiers: [{ DurableName: digits, DurableNameFormat: 'NAA' }] }
    : {};
};
