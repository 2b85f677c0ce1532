import { createHash } from 'node:crypto';
import type { DomainStatus } from '../../../libvirt/index.js';
import { noOverride } from '../../boot-change.js';
import type {
  BootMode,
  FirmwareImages,
  Machine,
  MachineSetup,
  MediaDrive,
  MediaDriveId,
  ResetType,
} from '../../port.js';
import { mediaDriveIds, originalFirmware } from '../../port.js';
import { bootOptions, optionId } from '../boot/options.js';
import { bootOrder } from '../boot/order.js';
import { type BootsHeard, progressOf } from '../boot/progress.js';
import { bootTargetsOf } from '../boot/targets.js';
import type { MachineRecord } from '../metadata/record.js';
import { readRunningSetup, readSetup, type SetupOffers } from '../setup/read.js';
import { textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { readConsoles, readTpm } from './consoles.js';
import { type Cpus, readCpu } from './cpu.js';
import { digestIn, installedImage, readMode, readSecureBoot } from './firmware.js';
import {
  type DiskSizes,
  type NicAddresses,
  present,
  readDisks,
  readNics,
  readProcessors,
  readUuid,
} from './hardware.js';
import { readSmbios } from './identity.js';
import { diskByTarget, isEmpty, ownDevice, ownersDrives } from './media-drives.js';
import { readMemory } from './memory.js';
import { type HostDevices, readPci } from './pci.js';
import { isCrashed, powerState } from './power.js';
import { needsRestart } from './restart-pending.js';

/** All that a snapshot is made of. At least one of `live` and `config` is there. */
export interface DomainView {
  readonly hypervisor: string;
  /** As it runs; absent while it is off. */
  readonly live?: XmlElement | undefined;
  /** As the next power-on has it, without a boot override; absent for a transient domain. */
  readonly config?: XmlElement | undefined;
  /** What we remember of it. */
  readonly record: MachineRecord;
  readonly status: DomainStatus;
  /** Of its boots, so far as somebody listened. */
  readonly heard?: BootsHeard | undefined;
  readonly autostart: boolean;
  readonly resetTypes: readonly ResetType[];
  readonly modes: readonly BootMode[];
  /** Absent where there is no setup to change. */
  readonly offers?: SetupOffers;
  /** Firmware can be installed. */
  readonly installs: boolean;
  readonly startedWithBios?: number | undefined;
  readonly cpus: Cpus;
  /** `virConnectGetSysinfo`, where this machine's SMBIOS is its host's. */
  readonly hostSysinfo?: XmlElement | undefined;
  readonly sizes: DiskSizes;
  readonly addresses: NicAddresses;
  readonly hostDevices: HostDevices;
  /** Of the guest's agent. */
  readonly hostName?: string | undefined;
}

/** The snapshot of one machine; its revision is a digest of all the rest. */
export function buildMachine(view: DomainView): Machine {
  const { live, config, record, status } = view;
  const now = live ?? config;
  const next = config ?? live;
  if (!now || !next) throw new TypeError('a machine that neither runs nor is defined');
  const mode = readMode(next);
  const override = record.override ?? noOverride;
  const progress = progressOf(live, view.heard);
  const smbios = readSmbios(now, view.hostSysinfo);
  const description = textAt(next, 'description') ?? textAt(next, 'title');
  const content = {
    id: readUuid(now),
    name: textAt(now, 'name') ?? '',
    ...(description ? { description } : {}),
    hypervisor: view.hypervisor,
    identity: smbios.identity,
    ...present({ hostName: view.hostName }),
    power: powerState(status),
    crashed: isCrashed(status),
    resetTypes: view.resetTypes,
    ...(view.heard?.lastResetTime && { lastResetTime: view.heard.lastResetTime }),
    autostart: view.autostart,
    restartPending: live !== undefined && config !== undefined && needsRestart(live, config),
    firmware: {
      ...firmwareOf(now, next, smbios.biosVersion),
      ...(view.installs && config ? imagesOf(now, config, record) : {}),
    },
    boot: {
      override,
      mode,
      targets: bootTargetsOf({ live, config }, mode),
      modes: view.modes,
      options: bootOptions(next),
      order: bootOrder(next).map(optionId),
      ...(progress && { progress }),
    },
    ...(view.offers && config ? { setup: setupOf(view, config, view.offers) } : {}),
    processors: { ...readProcessors(now), ...readCpu(now, view.cpus) },
    memory: readMemory(now),
    disks: readDisks(now, view.sizes).filter(({ target }) => !isMedium(now, target)),
    nics: readNics(now, view.addresses),
    consoles: readConsoles(now),
    ...present({ tpm: readTpm(now) }),
    pci: readPci(now, view.hostDevices),
    media: mediaDriveIds.map((id) => mediaDrive(id, now, record)),
    state: record.state ?? {},
    ...present({ startedWithBios: view.startedWithBios }),
  } satisfies Omit<Machine, 'revision'>;
  return { ...content, revision: revisionOf(content) };
}

function setupOf({ live, record }: DomainView, config: XmlElement, offers: SetupOffers): MachineSetup {
  const next = readSetup(config, record, offers);
  const now = live ? readRunningSetup(live, next) : next;
  return { now: JSON.stringify(now) === JSON.stringify(next) ? next : now, next };
}

function firmwareOf(now: XmlElement, next: XmlElement, version: string | undefined): Machine['firmware'] {
  const enabled = readSecureBoot(now);
  const pending = enabled !== undefined && (readSecureBoot(next) ?? enabled) !== enabled;
  return {
    mode: readMode(now),
    ...(enabled === undefined ? {} : { secureBoot: { enabled, ...(pending ? { pending: !enabled } : {}) } }),
    ...present({ version }),
  };
}

function imagesOf(now: XmlElement, config: XmlElement, { previousFirmware }: MachineRecord) {
  if (readMode(config) !== 'UEFI') return {};
  const nameOf = (digest: string | undefined): string => digest ?? originalFirmware;
  const back = previousFirmware?.secureBoot === (readSecureBoot(config) ?? false) ? previousFirmware : undefined;
  const images: FirmwareImages = {
    now: nameOf(installedImage(now)),
    next: nameOf(installedImage(config)),
    ...(back && { previous: nameOf(digestIn(back.elements.join())) }),
  };
  return { images };
}

function mediaDrive(id: MediaDriveId, now: XmlElement, record: MachineRecord): MediaDrive {
  const held = record.media?.[id];
  const device = held?.form === 'drive' ? diskByTarget(now, held.target ?? '') : ownDevice(now, id);
  const medium = held && device && !isEmpty(device) ? held.medium : undefined;
  const present = ownDevice(now, id) !== undefined || (id === 'Cd' && ownersDrives(now).length > 0);
  return { id, present, ...(medium ? { medium } : {}) };
}

const isMedium = (domain: XmlElement, target: string): boolean =>
  ownDevice(domain, 'Floppy') === diskByTarget(domain, target);

function revisionOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
