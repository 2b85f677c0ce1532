import type { BmcOptions } from './options.js';
import { settingsOf } from './options.js';
import { type Bmc, BmcError } from './types.js';

export type { Log } from './log.js';
export type { BmcOptions, ConfiguredAccount } from './options.js';

/** Opens the service's own state. Throws `BmcError` if it cannot be used as it is. */
export const openBmc = async (options: BmcOptions): Promise<Bmc> => {
  settingsOf(options);
  throw new BmcError('store', 'not put together yet');
};
