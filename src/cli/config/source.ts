import type { OptionKey } from './options.js';

/** One option as one source gives it, before it is checked. */
export interface Given {
  readonly key: OptionKey;
  /** As a file would hold it. */
  readonly raw: unknown;
  /** For messages: `redfish-emu.yaml:3:7: port`, `--port`. `item` is an index in a list. */
  readonly where: (item?: number) => string;
  /** Directory that relative paths start from. */
  readonly base: string;
}
