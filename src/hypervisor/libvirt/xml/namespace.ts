import type { XmlElement } from './parse.js';

/**
 * The child of `parent` with this local name in this namespace. Declarations count on the child itself, on `parent`
 * and on `above` (nearest first); libxml2 keeps prefixes, so one cannot rely on ours.
 */
export function findInNamespace(
  parent: XmlElement | undefined,
  namespace: string,
  local: string,
  above: readonly XmlElement[] = [],
): XmlElement | undefined {
  return parent?.children.find((child) => {
    const [prefix, name] = splitName(child.name);
    if (name !== local) return false;
    const declaration = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    const scopes = [child, parent, ...above];
    return scopes.find((scope) => scope.attributes[declaration])?.attributes[declaration] === namespace;
  });
}

/** `a:b` is [`a`, `b`]; without a prefix the first is empty. */
export function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}
