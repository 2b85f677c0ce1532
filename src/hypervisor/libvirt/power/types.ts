import { type ResetType, resetTypes } from '../../port.js';
import { hasAcpi } from '../domain/power.js';
import type { XmlElement } from '../xml/parse.js';

const acpi: readonly ResetType[] = ['GracefulShutdown', 'GracefulRestart', 'PushPowerButton'];

/** What can be done to this machine: QEMU's power button is heard by nobody without ACPI, and a transient domain ends with its power. */
export function resetTypesOf(
  domain: XmlElement,
  { persistent, isQemu }: { readonly persistent: boolean; readonly isQemu: boolean },
): readonly ResetType[] {
  return resetTypes.filter((type) => {
    if (acpi.includes(type)) return hasAcpi(domain) || !isQemu;
    if (type === 'PowerCycle') return persistent;
    return type !== 'Nmi' || isQemu;
  });
}
