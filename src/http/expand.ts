import type { Properties } from '../redfish/annotations.js';
import { redfishError } from '../redfish/errors.js';
import type { Expansion } from './query.js';

/** The resource at a URI as the client may see it; undefined: it may not, or it is gone. */
export type ReadMember = (uri: string) => Promise<Properties | undefined>;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The URI of an object that is a reference and nothing else. */
export const referenceOf = (value: unknown): string | undefined => {
  if (!isObject(value)) return undefined;
  const { '@odata.id': uri } = value;
  return typeof uri === 'string' && Object.keys(value).length === 1 ? uri : undefined;
};

/** More would take longer than a client waits, and more memory than one answer is worth. */
const mostResources = 10_000;

/** Replaces references by what they refer to. What would hold itself stays a reference. Throws 507 where it is too much. */
export const expand = async (body: Properties, expansion: Expansion, read: ReadMember): Promise<Properties> => {
  let resources = 0;

  const resource = async (own: Properties, levels: number, above: readonly unknown[]): Promise<Properties> => {
    const around = [...above, own['@odata.id']];

    const replaced = async (uri: string): Promise<Properties> => {
      const reference = { '@odata.id': uri };
      if (uri.includes('#') || around.includes(uri)) return reference;
      resources += 1;
      if (resources > mostResources)
        throw redfishError('InsufficientStorage', [], { detail: 'The answer would be too large: expand less of it.' });
      const found = await read(uri);
      if (found === undefined) return reference;
      return levels > 1 ? resource(found, levels - 1, around) : found;
    };

    const walk = async (value: unknown, inLinks: boolean): Promise<unknown> => {
      const uri = referenceOf(value);
      if (uri !== undefined) return (inLinks ? expansion.links : expansion.others) ? replaced(uri) : value;
      if (Array.isArray(value)) {
        const items: unknown[] = [];
        for (const item of value) items.push(typeof item === 'object' ? await walk(item, inLinks) : item);
        return items;
      }
      return isObject(value) ? properties(value, inLinks) : value;
    };

    /** Actions and annotations refer to what describes this resource, and not to other ones. */
    async function properties(object: Properties, inLinks: boolean): Promise<Properties> {
      const entries: [string, unknown][] = [];
      for (const [key, value] of Object.entries(object)) {
        const whole = typeof value !== 'object' || key === 'Actions' || key.includes('@');
        entries.push([key, whole ? value : await walk(value, inLinks || key === 'Links')]);
      }
      return Object.fromEntries(entries);
    }

    return properties(own, false);
  };

  return resource(body, expansion.levels, []);
};
