import type { XmlElement } from './parse.js';

/** The first element at this path below `element`, each step the first child of that name. */
export function find(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** The children of that name. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** Text at the path; undefined where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return find(element, ...path)?.text || undefined;
}

/** Attribute `name` of the element at `path`. */
export function attributeAt(
  element: XmlElement | undefined,
  path: readonly string[],
  name: string,
): string | undefined {
  return find(element, ...path)?.attributes[name];
}

/** A non-negative whole number; undefined where it is none. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Bytes of an element such as `<memory unit='KiB'>1024</memory>` (libvirt formatdomain: KiB when no unit is given). */
export function bytesAt(element: XmlElement | undefined, ...path: readonly string[]): number | undefined {
  const at = find(element, ...path);
  return at && toBytes(at.text, at.attributes.unit);
}

/** Bytes of a number and its unit, which is KiB where it is absent. */
export function toBytes(text: string | undefined, unit = 'KiB'): number | undefined {
  const value = numberOf(text);
  const factor = units[unit];
  return value === undefined || factor === undefined ? undefined : value * factor;
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1e3,
  k: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  GB: 1e9,
  G: 1024 ** 3,
  GiB: 1024 ** 3,
  TB: 1e12,
  T: 1024 ** 4,
  TiB: 1024 ** 4,
};
