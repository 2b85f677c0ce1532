import { children, find } from '../xml/find.js';
import { findInNamespace } from '../xml/namespace.js';
import type { XmlElement } from '../xml/parse.js';

const namespace = 'http://openstack.org/xmlns/libvirt/sushy';

/**
 * BIOS attributes that sushy-emulator left with the domain, so that a host can move over without losing settings.
 * It keeps every value as text; which of them are numbers or booleans the attribute registry says, not we.
 */
export function sushyBiosAttributes(domain: XmlElement): Readonly<Record<string, string>> | undefined {
  const metadata = find(domain, 'metadata');
  const bios = findInNamespace(metadata, namespace, 'bios', [domain]);
  if (!metadata || !bios) return undefined;
  const prefix = bios.name.slice(0, -'bios'.length);
  const attributes = children(find(bios, `${prefix}attributes`), `${prefix}attribute`).flatMap(({ attributes }) =>
    attributes.name === undefined ? [] : [[attributes.name, attributes.value ?? ''] as const],
  );
  return attributes.length > 0 ? Object.fromEntries(attributes) : undefined;
}
