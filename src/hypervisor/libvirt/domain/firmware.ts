import type { BootMode } from '../../port.js';
import { attributeAt, children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** By firmware auto-selection, else by how the loader is attached, else by its name (a UEFI image as plain ROM). */
export function readMode(domain: XmlElement): BootMode {
  const os = find(domain, 'os');
  if (os?.attributes.firmware !== undefined) return os.attributes.firmware === 'efi' ? 'UEFI' : 'Legacy';
  const loader = find(os, 'loader');
  const uefi = loader?.attributes.type === 'pflash' || /ovmf|aavmf|edk2|uefi/i.test(loader?.text ?? '');
  // Machines of these architectures have no BIOS, whatever the XML leaves out.
  return uefi || /^(aarch64|riscv64|loongarch64)$/.test(architectureOf(domain)) ? 'UEFI' : 'Legacy';
}

/**
 * Secure boot is in force when the firmware does it *and* holds keys. libvirt says the first by
 * `<loader secure='yes'/>` or the feature `secure-boot`, the second by the feature `enrolled-keys`, or by the
 * variable store's template having them. Undefined: neither is said, so it cannot be told.
 */
export function readSecureBoot(domain: XmlElement): boolean | undefined {
  if (readMode(domain) !== 'UEFI') return undefined;
  const os = find(domain, 'os');
  const features = new Map(
    children(find(os, 'firmware'), 'feature').map(({ attributes }) => [attributes.name, attributes.enabled === 'yes']),
  );
  const secure = features.get('secure-boot') ?? (attributeAt(os, ['loader'], 'secure') === 'yes' || undefined);
  const template = attributeAt(os, ['nvram'], 'template');
  const enrolled = features.get('enrolled-keys') ?? (template === undefined ? undefined : hasKeys(template));
  if (secure === false || enrolled === false) return false;
  if (secure === true && enrolled === true) return true;
  return find(os, 'loader') && secure === undefined ? false : undefined;
}

/** By the names that distributions give to variable stores with keys: Debian `VARS*.ms`, Fedora `VARS.secboot`. */
function hasKeys(template: string): boolean {
  return /vars[^/]*\.(ms|secboot|snakeoil|enrolled)\b/i.test(template);
}

export function architectureOf(domain: XmlElement | undefined): string {
  return attributeAt(domain, ['os', 'type'], 'arch') ?? 'x86_64';
}

/** Name of an image that was installed here, in the pool of the operator. */
export const imageName = (digest: string): string => `redfish-${digest}.fd`;

/** SHA-256 of the machine's firmware, where it was installed here. */
export function installedImage(domain: XmlElement): string | undefined {
  return digestIn(find(domain, 'os', 'loader')?.text ?? '');
}

export const digestIn = (loader: string): string | undefined => /\/redfish-([0-9a-f]{64})\.fd\b/.exec(loader)?.[1];
