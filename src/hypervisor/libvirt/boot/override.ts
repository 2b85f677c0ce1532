import type { BootOverride, BootTarget } from '../../port.js';
import { type BootDevice, bootDevices } from '../domain/boot-devices.js';
import { mediaAliases } from '../domain/media-drives.js';
import type { MachineRecord } from '../metadata/record.js';
import type { XmlElement } from '../xml/parse.js';
import { optionId } from './options.js';
import { bootOrder } from './order.js';

/** Does this override change what boots? */
export function inForce(override: BootOverride | undefined): override is BootOverride {
  return override !== undefined && override.enabled !== 'Disabled' && override.target !== 'None';
}

/**
 * The boot order under an override: the devices of its target, then the machine's own order, as a real firmware
 * (`base`) goes on when the override does not boot. Drives with a medium come before empty ones, ours before others.
 */
export function overrideOrder(
  domain: XmlElement,
  override: BootOverride,
  record: MachineRecord,
  base: readonly string[] = bootOrder(domain),
): readonly string[] {
  const rank = (device: BootDevice): number => {
    if (isOurs(device, record)) return 0;
    if (device.target === 'Cd' || device.target === 'Floppy') return device.hasMedium ? 1 : 2;
    const place = base.indexOf(device.key);
    return place < 0 ? base.length + 1 : place;
  };
  const chosen = bootDevices(domain)
    .filter((device) => matches(device, override))
    .sort((a, b) => rank(a) - rank(b));
  return [...new Set([...chosen.map(({ key }) => key), ...base])];
}

function matches(device: BootDevice, override: BootOverride): boolean {
  if (override.target === 'UefiBootNext') return optionId(device.key) === override.bootNext;
  return device.target === deviceTarget[override.target];
}

// UefiHttp: the image at HttpBootUri is put into the CD drive by whoever sets the override.
const deviceTarget: Partial<Record<BootTarget, BootTarget>> = {
  Pxe: 'Pxe',
  Hdd: 'Hdd',
  Cd: 'Cd',
  UefiHttp: 'Cd',
  Usb: 'Usb',
  Floppy: 'Floppy',
};

function isOurs(device: BootDevice, record: MachineRecord): boolean {
  const drives = Object.values(record.media ?? {});
  return (
    Object.values(mediaAliases).includes(device.alias ?? '') ||
    drives.some(({ form, target }) => form === 'drive' && target === device.device)
  );
}
