import { settleBoot } from './boot/settle.js';
import type { Machinery } from './machinery.js';
import { settleMedia } from './media/settle.js';
import { settleRestart } from './power/graceful.js';

/**
 * Ends whatever our metadata says is not at its end: after a machine started, stopped or was reset, and of every
 * machine when the connection is new (`fresh`), for an emulator may have been killed in the middle of it.
 */
export async function settle(machinery: Machinery, fresh: boolean): Promise<void> {
  await settleRestart(machinery);
  await settleMedia(machinery, fresh);
  await settleBoot(machinery);
}
