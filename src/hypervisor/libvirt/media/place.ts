import { HypervisorError, type MediaDriveId } from '../../port.js';
import type { Documents } from '../domain/documents.js';
import { diskByTarget, disks, isEmpty, ownDevice, ownersDrives } from '../domain/media-drives.js';
import type { MediaRecord } from '../metadata/record.js';
import { applyEdits, removeElement, replaceElement } from '../xml/edit.js';
import { attributeAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { addDevice, emptied, ownDisk, withMedium } from './device.js';
import { controllers, definedSlot, liveSlot, slotOf } from './slot.js';
import type { DiskSource } from './source.js';

/** How a medium gets into a machine, worked out before anything is done. */
export interface Placement {
  readonly form: MediaRecord['form'];
  readonly target?: string;
  /** `<disk type=...>` that the drive has while it is empty. */
  readonly type?: string;
  /** Kind of controller that the definition does not have yet. */
  readonly controller?: string;
  /** What the definition becomes. */
  readonly edit: (source: string, config: XmlElement) => string;
  /** What the running machine is told; absent while it is off. */
  readonly live?: { readonly call: 'attachDevice' | 'updateDevice'; readonly xml: string };
}

/**
 * An empty CD drive of the machine's own takes the medium. One that holds something is its owner's and stays out of
 * this: then, or without any drive, we add one of ours.
 */
export function place(documents: Documents, drive: MediaDriveId, source: DiskSource): Placement {
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
  // Of ours, left empty in a running machine because its bus lets nothing go.
  const left = definitions.live && ownDevice(definitions.live, drive);
  const slot = definitions.live && (left ? slotOf(left) : liveSlot(definitions, drive));
  if (definitions.live && !slot) {
    throw new HypervisorError(
      definedSlot(definitions, drive) ? 'conflict' : 'unsupported',
      'the machine has no SCSI or USB controller to plug a drive into; power it off',
    );
  }
  const same = slot && (left || slot.bus === 'scsi' || !definitions.config);
  const defined = same ? slot : definedSlot(definitions, drive);
  if (!defined) throw new HypervisorError('unsupported', 'the machine has no bus for such a drive');
  const live =
    left && documents.live
      ? ({ call: 'updateDevice', xml: withMedium(cut(documents.live.text, left), source) } as const)
      : slot && ({ call: 'attachDevice', xml: ownDisk(drive, slot, source) } as const);
  const { config } = definitions;
  return {
    form: 'own',
    ...(config && controllers(config, defined.bus).length === 0 ? { controller: defined.bus } : {}),
    edit: (text) => addDevice(text, ownDisk(drive, defined, source)),
    ...(live ? { live } : {}),
  };
}

/** The definition without this medium: our device gone, the machine's own drive empty. */
export function withoutMedium(text: string, config: XmlElement, drive: MediaDriveId, held: MediaRecord): string {
  if (held.form === 'drive') {
    return edited(text, diskByTarget(config, held.target ?? ''), (markup) => emptied(markup, held.type));
  }
  const device = ownDevice(config, drive);
  if (!device) return text;
  const others = disks(config).filter((disk) => disk !== device && slotOf(disk)?.bus === held.controller);
  const unused = held.controller === undefined || others.length > 0 ? [] : controllers(config, held.controller);
  return applyEdits(
    text,
    [device, ...unused].map((element) => removeElement(text, element)),
  );
}

export const cut = (text: string, { span }: XmlElement): string => text.slice(span.start, span.end);

function edited(text: string, disk: XmlElement | undefined, edit: (markup: string) => string): string {
  return disk ? applyEdits(text, [replaceElement(disk, edit(cut(text, disk)))]) : text;
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
