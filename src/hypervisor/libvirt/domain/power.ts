import type { DomainStatus } from '../../../libvirt/index.js';
import type { PowerState } from '../../port.js';
import { find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** libvirt pauses a guest for its own ends too (`virDomainPausedReason`); those pauses end by themselves. */
const passing: readonly string[] = [
  'migration',
  'save',
  'dump',
  'from_snapshot',
  'snapshot',
  'starting_up',
  'postcopy',
];
const trouble: readonly string[] = ['ioerror', 'watchdog', 'crashed', 'postcopy_failed'];

/** A guest that sleeps (`pmsuspended`) is `Paused`: it holds its memory, and wakes where it was. */
export function powerState({ state, reason }: DomainStatus): PowerState {
  switch (state) {
    case 'shutoff':
    case 'nostate':
      return 'Off';
    case 'shutdown':
      return 'PoweringOff';
    case 'pmsuspended':
      return 'Paused';
    case 'paused':
      if (reason === 'shutting_down') return 'PoweringOff';
      return passing.includes(reason) ? 'On' : 'Paused';
    default:
      return 'On';
  }
}

export function isCrashed({ state, reason }: DomainStatus): boolean {
  if (state === 'crashed') return true;
  return state === 'paused' ? trouble.includes(reason) : state === 'shutoff' && reason === 'crashed';
}

export function isActive({ state }: DomainStatus): boolean {
  return state !== 'shutoff' && state !== 'nostate';
}

/** An ACPI power button is the only way to ask any guest to go, and only reaches one that has ACPI. */
export function hasAcpi(domain: XmlElement): boolean {
  return find(domain, 'features', 'acpi') !== undefined;
}
