import { type ResetType, resetTypes } from '../../port.js';
import { hasAcpi } from '../domain/power.js';
import type { XmlElement } from '../xml/parse.js';

const acpi: readonly ResetType[] = ['GracefulShutdown', 'GracefulRestart', 'PushPowerButton'];

/** What can be done to this machine: nobody hears the power button without ACPI, and a transient domain ends with its power. */
export function resetTypesOf(
  domain: XmlElement,
  { persistent, canNmi }: { readonly persistent: boolean; readonly canNmi: boolean },
): readonly ResetType[] {
  return resetTypes.filter((type) => {
    if (acpi.includes(type)) return hasAcpi(domain);
    if (type === 'PowerCycle') return persistent;
    return type !== 'Nmi' || canNmi;
  });
}
