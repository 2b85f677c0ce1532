/** What tells that a domain or a network is a lab's: an element in its metadata. */
import { createHash } from 'node:crypto';
import { all, element, ensure, first, replace, writeXml, type XmlNode } from './xml.js';

export const markNamespace = 'https://redfish-emu.dev/xmlns/lab/1';
export const markPrefix = 'lab';

export interface Mark {
  /** The lab's name. */
  readonly lab: string;
  /** Of what the lab said of it when it was last written. */
  readonly spec: string;
  /** Volumes that were made for it, and go with it. */
  readonly volumes: readonly { readonly pool: string; readonly name: string }[];
  /** Of a network: the directory on the lab's host where its services are. */
  readonly state?: string;
}

/** A short hash of what a lab says of a thing, the same for the same words. */
export const specHash = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)))
    .digest('hex')
    .slice(0, 16);

const markElement = ({ lab, spec, volumes, state }: Mark): XmlNode =>
  element(
    `${markPrefix}:lab`,
    { [`xmlns:${markPrefix}`]: markNamespace, name: lab, spec, state },
    volumes.map((volume) => element(`${markPrefix}:volume`, volume)),
  );

/** For `virDomainSetMetadata`, which puts prefix and namespace to the elements itself. */
export const markMetadata = ({ lab, spec, volumes }: Mark): string =>
  writeXml(
    element(
      'lab',
      { name: lab, spec },
      volumes.map((volume) => element('volume', volume)),
    ),
  );

const isMark = ({ name, attributes }: XmlNode): boolean => {
  const [prefix = '', local] = name.split(':');
  return local === 'lab' && attributes[`xmlns:${prefix}`] === markNamespace;
};

/** Of a domain's or a network's whole XML. */
export const markOf = (tree: XmlNode): Mark | undefined => {
  const found = first(tree, 'metadata')?.children.find(isMark);
  if (found === undefined) return undefined;
  const { name = '', spec = '', state } = found.attributes;
  const prefix = found.name.split(':')[0];
  const volumes = all(found, `${prefix}:volume`).map(({ attributes }) => ({
    pool: attributes.pool ?? '',
    name: attributes.name ?? '',
  }));
  return { lab: name, spec, volumes, ...(state !== undefined && { state }) };
};

/** Without: the mark is taken away. Whatever else is in the metadata stays. */
export const setMark = (tree: XmlNode, mark: Mark | undefined): void =>
  replace(ensure(tree, 'metadata'), isMark, mark === undefined ? [] : [markElement(mark)]);
