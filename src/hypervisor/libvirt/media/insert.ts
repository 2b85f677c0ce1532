import { DeviceModifyFlags } from '../../../libvirt/index.js';
import { HypervisorError, type MediaDriveId, type Medium, type MediumSource } from '../../port.js';
import { armLive } from '../boot/settle.js';
import { compose } from '../domain/compose.js';
import { type Documents, readDocuments, recordOf } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import { type MediaRecord, withMedia } from '../metadata/record.js';
import { setRecord } from '../metadata/write.js';
import { parseXml } from '../xml/parse.js';
import { changeMedium } from './change.js';
import { ejectMedium, hasMedium } from './eject.js';
import { type Placement, place } from './place.js';
import { diskSource } from './source.js';

/** Throws `conflict` if the drive holds a medium. */
export async function insertMedium(
  machinery: Machinery,
  drive: MediaDriveId,
  source: MediumSource,
  medium: Medium,
): Promise<void> {
  if (drive === 'Floppy' && !medium.writeProtected) {
    throw new HypervisorError('unsupported', 'images are shared between machines and cannot be written to');
  }
  const before = await readDocuments(machinery.domain);
  const held = recordOf(before).media?.[drive];
  if (held && hasMedium(before, drive, held)) {
    throw new HypervisorError('conflict', `drive ${drive} holds a medium already`);
  }
  // A record without a medium: somebody else took it out.
  if (held) await ejectMedium(machinery, drive);
  const documents = held ? await readDocuments(machinery.domain) : before;
  const placement = place(documents, drive, diskSource(source));
  const { form, target, type, controller } = placement;
  const entry: MediaRecord = {
    medium,
    form,
    ...(target === undefined ? {} : { target }),
    ...(type === undefined ? {} : { type }),
    ...(controller === undefined ? {} : { controller }),
  };
  await carryOut(machinery, documents, drive, entry, placement);
}

/**
 * Definition (device and record in one piece), then the running machine, then the record there. If the second fails,
 * the first is undone. Killed in between, `settleMedia` sees a definition that is ahead, and carries it on.
 */
async function carryOut(
  machinery: Machinery,
  documents: Documents,
  drive: MediaDriveId,
  entry: MediaRecord,
  placement: Placement,
): Promise<void> {
  const { live, config } = documents;
  const { domain } = machinery;
  if (config) {
    const record = withMedia(config.record, drive, entry);
    const edit = (text: string) => placement.edit(text, parseXml(text));
    await machinery.define(compose(config.text, { record, edit }), config.text);
  } else if (live) {
    // A device without a record would pass for its owner's: here the record goes first.
    await setRecord(domain, withMedia(live.record, drive, entry), 'live');
  }
  if (!live || !placement.live) return;
  try {
    const { call, xml } = placement.live;
    if (call === 'attachDevice') await domain.attachDevice(xml, DeviceModifyFlags.LIVE);
    else await changeMedium(domain, xml);
  } catch (error) {
    if (config) await machinery.define(config.text);
    else await setRecord(domain, live.record, 'live');
    throw error;
  }
  if (config) await setRecord(domain, withMedia(live.record, drive, entry), 'live');
  // A new drive may be what an override that is in force has been waiting for.
  const now = await readDocuments(domain);
  const { override } = recordOf(now);
  if (override) await armLive(machinery, now, override);
}
