import { createHash } from 'node:crypto';
import type { BootOption, BootTarget } from '../../port.js';
import { bootDevices } from '../domain/boot-devices.js';
import type { XmlElement } from '../xml/parse.js';

const titles: Partial<Record<BootTarget, string>> = {
  Hdd: 'Hard disk',
  Cd: 'CD-ROM',
  Usb: 'USB disk',
  Floppy: 'Floppy',
  Pxe: 'Network',
  None: 'Passed-through device',
};

/**
 * `Boot` and four hex digits, made of the device's key: it stays while the device does, whatever comes and goes
 * beside it. Two devices of one machine meet in one id once in some thousand machines of ten devices; the first
 * one then has it.
 */
export function optionId(key: string): string {
  return `Boot${createHash('sha256').update(key).digest('hex').slice(0, 4).toUpperCase()}`;
}

export function bootOptions(domain: XmlElement): readonly BootOption[] {
  const options = new Map<string, BootOption>();
  for (const { key, target, device } of bootDevices(domain)) {
    const id = optionId(key);
    if (!options.has(id)) options.set(id, { id, name: `${titles[target] ?? target} ${device}`, target, device });
  }
  return [...options.values()];
}
