import { mediaDriveIds } from '../../port.js';
import { readDocuments } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import { ejectMedium, hasMedium } from './eject.js';

/**
 * Ends what was cut short on a running machine. An eject went part of the way, or the medium is gone from the drive (an
 * image that was not there when the machine started): it is carried on. The definition speaks of a medium and the
 * running machine's record does not: the insert did not reach it, and nobody was told that it worked, so it is taken
 * back; but only by an emulator that has just come (`fresh`), for it may be another's that is under way.
 */
export async function settleMedia(machinery: Machinery, fresh: boolean): Promise<void> {
  for (const drive of mediaDriveIds) {
    const documents = await readDocuments(machinery.domain);
    const { live, config } = documents;
    const running = live?.record.media?.[drive];
    const defined = config?.record.media?.[drive];
    if (!live || !config || !(running || (defined && fresh))) continue;
    const complete = running && defined && hasMedium(documents, drive, running);
    if (!complete) await ejectMedium(machinery, drive);
  }
}
