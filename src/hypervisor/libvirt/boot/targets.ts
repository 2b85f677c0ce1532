import { type BootMode, type BootTarget, bootTargets } from '../../port.js';
import { bootDevices } from '../domain/boot-devices.js';
import { type Definitions, definedSlot, liveSlot } from '../media/slot.js';
import { find } from '../xml/find.js';

/**
 * What the machine can be told to boot in this mode: devices that it has, or that a medium brings. A machine that QEMU
 * gives a kernel to asks no boot order.
 */
export function bootTargetsOf(definitions: Definitions, mode: BootMode): readonly BootTarget[] {
  if (find(definitions.config ?? definitions.live, 'os', 'kernel')) return ['None'];
  const devices = new Set(
    [definitions.live, definitions.config].flatMap((domain) =>
      domain ? bootDevices(domain).map(({ target }) => target) : [],
    ),
  );
  const canAdd = (drive: 'Cd' | 'Floppy') =>
    definitions.config ? definedSlot(definitions, drive) !== undefined : liveSlot(definitions, drive) !== undefined;
  const cd = devices.has('Cd') || canAdd('Cd');
  const possible: Partial<Record<BootTarget, boolean>> = {
    None: true,
    Pxe: devices.has('Pxe'),
    Hdd: devices.has('Hdd'),
    Cd: cd,
    Usb: devices.has('Usb') || canAdd('Floppy'),
    Floppy: devices.has('Floppy'),
    UefiHttp: mode === 'UEFI' && cd,
    UefiBootNext: mode === 'UEFI' && devices.size > 0,
  };
  return bootTargets.filter((target) => possible[target]);
}
