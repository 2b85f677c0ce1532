import { mediaDriveIds } from '../../port.js';
import { readDocuments } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import { ejectMedium, hasMedium } from './eject.js';

/**
 * Ends what was cut short on a running machine. The definition speaks of a medium and the running machine's record
 * does not: the insert did not reach it, and nobody was told that it worked, so it is taken back. It is the other way
 * round, or the medium is gone from the drive: an eject is carried on.
 */
export async function settleMedia(machinery: Machinery): Promise<void> {
  for (const drive of mediaDriveIds) {
    const documents = await readDocuments(machinery.domain);
    const { live, config } = documents;
    const running = live?.record.media?.[drive];
    const defined = config?.record.media?.[drive];
    if (!live || !config || (!running && !defined)) continue;
    const complete = running && defined && hasMedium(documents, drive, running);
    if (!complete) await ejectMedium(machinery, drive);
  }
}
