import { HypervisorError, type MediaDriveId } from '../../port.js';
import type { Documents } from '../domain/documents.js';
import { diskByTarget, isEmpty, ownDevice, ownersDrives } from '../domain/media-drives.js';
import type { MediaRecord } from '../metadata/record.js';
import { attributeAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { addDevice, emptied, ownDisk, replaceDevice, withMedium } from './device.js';
import { definedSlot, liveSlot } from './slot.js';
import type { DiskSource } from './source.js';

/** How a medium gets into a machine, worked out before anything is done. */
export interface Placement {
  readonly form: MediaRecord['form'];
  readonly target?: string;
  /** `<disk type=...>` that the drive has while it is empty. */
  readonly type?: string;
  /** What the definition becomes. */
  readonly edit: (source: string, config: XmlElement) => string;
  /** What the running machine is told; absent while it is off. */
  readonly live?: { readonly call: 'attachDevice' | 'updateDevice'; readonly xml: string };
}

/**
 * An empty CD drive of the machine's own takes the medium. One that holds something is its owner's and stays out of
 * this: then, or without any drive, we add one of ours.
 */
export function place(documents: Documents, drive: MediaDriveId, source: DiskSource, readOnly: boolean): Placement {
  const definitions = { live: documents.live?.root, config: documents.config?.root };
  const free = drive === 'Cd' ? emptyDrive(definitions.live, definitions.config) : undefined;
  if (free !== undefined) {
    const running = definitions.live && diskByTarget(definitions.live, free);
    const type = diskByTarget(definitions.config ?? definitions.live, free)?.attributes.type;
    return {
      form: 'drive',
      target: free,
      ...(type === undefined ? {} : { type }),
      edit: (text, config) => edited(text, diskByTarget(config, free), (markup) => withMedium(markup, source)),
      ...(running && documents.live
        ? { live: { call: 'updateDevice', xml: withMedium(cut(documents.live.text, running), source) } }
        : {}),
    };
  }
  const slot = definitions.live && liveSlot(definitions, drive);
  if (definitions.live && !slot) {
    throw new HypervisorError(
      'unsupported',
      'the machine has no SCSI or USB controller to plug a drive into; power it off',
    );
  }
  const defined = !definitions.config || slot?.bus === 'scsi' ? slot : definedSlot(definitions, drive);
  if (!defined) throw new HypervisorError('unsupported', 'the machine has no bus for such a drive');
  return {
    form: 'own',
    edit: (text) => addDevice(text, ownDisk(drive, defined, source, readOnly)),
    ...(slot ? { live: { call: 'attachDevice', xml: ownDisk(drive, slot, source, readOnly) } } : {}),
  };
}

/** The definition without this medium: our device gone, the machine's own drive empty. */
export function withoutMedium(text: string, config: XmlElement, drive: MediaDriveId, held: MediaRecord): string {
  if (held.form === 'drive') {
    return edited(text, diskByTarget(config, held.target ?? ''), (markup) => emptied(markup, held.type));
  }
  const device = ownDevice(config, drive);
  return device ? replaceDevice(text, device, undefined) : text;
}

export const cut = (text: string, { span }: XmlElement): string => text.slice(span.start, span.end);

function edited(text: string, disk: XmlElement | undefined, edit: (markup: string) => string): string {
  return disk ? replaceDevice(text, disk, edit(cut(text, disk))) : text;
}

/** Target of the first drive that is empty in the definition and in the running machine. */
function emptyDrive(live: XmlElement | undefined, config: XmlElement | undefined): string | undefined {
  return ownersDrives(config ?? live)
    .filter(isEmpty)
    .flatMap((disk) => attributeAt(disk, ['target'], 'dev') ?? [])
    .find((target) => {
      const running = live && diskByTarget(live, target);
      return !live || (running?.attributes.device === 'cdrom' && isEmpty(running));
    });
}
