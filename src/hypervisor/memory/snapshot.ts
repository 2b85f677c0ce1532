import { isDeepStrictEqual } from 'node:util';
import { type BootConfiguration, type Machine, type MachineSetup, mediaDriveIds, resetTypes } from '../port.js';
import { bootOptionsOf, targetsOf } from './boot-options.js';
import { pciOf } from './pci.js';
import { disksOf, hasDrive, type MachineRecord, nicsOf, onlineOf, type Status, toldBy } from './record.js';

/** The machine as a client sees it. `revision` is the caller's: it alone knows what came before. */
export function snapshotOf(record: MachineRecord, hypervisor: string, revision: string, installs = false): Machine {
  const { hardware, status } = record;
  const setup = setupOf(status);
  const { hostName } = toldBy(record);
  return {
    id: hardware.id,
    name: hardware.name,
    ...(hardware.description === undefined ? {} : { description: hardware.description }),
    hypervisor,
    revision,
    identity: hardware.identity,
    ...(hostName === undefined ? {} : { hostName }),
    power: status.power,
    crashed: status.crashed,
    resetTypes,
    ...(status.lastResetTime === undefined ? {} : { lastResetTime: status.lastResetTime }),
    autostart: status.autostart,
    restartPending:
      status.mode !== status.nextMode ||
      status.secureBoot?.pending !== undefined ||
      setup.now !== setup.next ||
      status.images.now !== status.images.next,
    firmware: {
      mode: status.mode,
      ...(status.secureBoot === undefined ? {} : { secureBoot: status.secureBoot }),
      version: 'redfish-emu',
      ...(installs && status.nextMode === 'UEFI' ? { images: status.images } : {}),
    },
    boot: bootOf(record),
    setup,
    processors: { ...hardware.processors, online: onlineOf(record) },
    memory: hardware.memory,
    disks: disksOf(record),
    nics: nicsOf(record),
    pci: pciOf(record),
    consoles: hardware.consoles,
    ...(status.setup.tpm && { tpm: { model: 'tpm-crb', version: '2.0' } }),
    media: mediaDriveIds.map((id) => {
      const medium = status.media[id];
      return { id, present: hasDrive(record, id), ...(medium === undefined ? {} : { medium }) };
    }),
    state: status.state,
  };
}

const setupOf = ({ setup: now, nextSetup }: Status): MachineSetup => ({
  now,
  next: isDeepStrictEqual(now, nextSetup) ? now : nextSetup,
});

/** The boot configuration: options of the drives that are there now, and the order with what is gone left out. */
export function bootOf(record: MachineRecord): BootConfiguration {
  const { hardware, status } = record;
  const options = bootOptionsOf(hardware, status.volumes, (drive) => hasDrive(record, drive));
  const ids = options.map((option) => option.id);
  return {
    override: status.override,
    mode: status.nextMode,
    targets: targetsOf(record, status.nextMode),
    modes: hardware.modes,
    options,
    order: status.order === undefined ? ids : status.order.filter((id) => ids.includes(id)),
    progress: status.progress,
  };
}
