import type { BootOption, BootOverride, BootTarget } from '../port.js';
import { driveOfTarget } from './boot-options.js';
import type { MachineRecord } from './record.js';
import { bootOf } from './snapshot.js';

/** Places where the firmware stays and no operating system starts. */
const stops: readonly BootTarget[] = ['BiosSetup', 'UefiShell'];

export function startsSystem(source: BootTarget | undefined): boolean {
  return source !== undefined && !stops.includes(source);
}

/**
 * What the next boot uses: the override where it can be followed, else the first of the boot order that boots, as
 * firmware does; undefined where nothing boots.
 */
export function bootSource(record: MachineRecord): BootTarget | undefined {
  const { override, options, order } = bootOf(record);
  const ordered = order.flatMap((id) => options.find((option) => option.id === id) ?? []);
  const wished = override.enabled === 'Disabled' ? [] : wish(override, options);
  return [...wished, ...ordered.map((option) => option.target)].find((target) => boots(record, target));
}

/** The targets that the override comes down to; none where it names a device that is not there. */
function wish(override: BootOverride, options: readonly BootOption[]): readonly BootTarget[] {
  switch (override.target) {
    case 'None':
      return [];
    case 'UefiBootNext':
      return options.filter(({ id }) => id === override.bootNext).map(({ target }) => target);
    case 'UefiTarget':
      return options.filter(({ device }) => device === override.uefiTarget).map(({ target }) => target);
    default:
      return [override.target];
  }
}

function boots(record: MachineRecord, target: BootTarget): boolean {
  const drive = driveOfTarget(target);
  if (drive !== undefined && record.status.media[drive] === undefined) return false;
  return !record.guest.unbootable.has(target);
}
