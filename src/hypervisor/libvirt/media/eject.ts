import { DeviceModifyFlags } from '../../../libvirt/index.js';
import { HypervisorError, type MediaDriveId } from '../../port.js';
import { compose } from '../domain/compose.js';
import { type Document, type Documents, readDocuments, recordOf } from '../domain/documents.js';
import { diskByTarget, isEmpty, ownDevice } from '../domain/media-drives.js';
import type { Machinery } from '../machinery.js';
import { type MediaRecord, withMedia } from '../metadata/record.js';
import { setRecord } from '../metadata/write.js';
import { attributeAt } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { changeMedium } from './change.js';
import { emptied } from './device.js';
import { cut, withoutMedium } from './place.js';

/**
 * The running machine first, then the definition, then the record in the running machine: the medium counts as in
 * the drive until the definition has let go of it. Nothing happens to an empty drive.
 */
export async function ejectMedium(machinery: Machinery, drive: MediaDriveId): Promise<void> {
  const documents = await readDocuments(machinery.domain);
  const { live, config } = documents;
  const held = recordOf(documents).media?.[drive] ?? live?.record.media?.[drive];
  if (!held) return;
  if (live) await ejectLive(machinery, live, drive, held);
  if (config) {
    const record = withMedia(config.record, drive, undefined);
    const edit = (text: string) => withoutMedium(text, parseXml(text), drive, held);
    await machinery.define(compose(config.text, { record, edit }), config.text);
  }
  if (live?.record.media?.[drive]) await setRecord(machinery.domain, withMedia(live.record, drive, undefined), 'live');
}

/** Is the medium that we remember really there: in the running machine, else in the definition? */
export function hasMedium({ live, config }: Documents, drive: MediaDriveId, held: MediaRecord): boolean {
  const device = deviceOf((live ?? config)?.root, drive, held);
  return device !== undefined && !isEmpty(device);
}

async function ejectLive({ domain }: Machinery, live: Document, drive: MediaDriveId, held: MediaRecord): Promise<void> {
  const device = deviceOf(live.root, drive, held);
  if (!device || isEmpty(device)) return;
  if (held.form === 'own' && canUnplug(device)) {
    // By its XML libvirt waits for QEMU to let go; by its alias it would not. What is there still, the guest holds.
    await domain.detachDevice(cut(live.text, device), DeviceModifyFlags.LIVE);
    if (!ownDevice(parseXml(await domain.toXml()), drive)) return;
    throw new HypervisorError('conflict', `the guest does not let go of drive ${drive}`);
  }
  await changeMedium(domain, emptied(cut(live.text, device), held.type));
}

/** A drive of ours that the machine was started with may be on IDE or SATA: it stays, empty, until the next power-off. */
function canUnplug(device: XmlElement): boolean {
  const bus = attributeAt(device, ['target'], 'bus');
  return bus === 'usb' || bus === 'scsi';
}

function deviceOf(domain: XmlElement | undefined, drive: MediaDriveId, held: MediaRecord): XmlElement | undefined {
  if (!domain) return undefined;
  return held.form === 'drive' ? diskByTarget(domain, held.target ?? '') : ownDevice(domain, drive);
}
