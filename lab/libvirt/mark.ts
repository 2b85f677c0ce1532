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
  /** Of a machine, oldest first. Their files are among its volumes. */
  readonly snapshots?: readonly SnapshotMark[];
}

/** A machine's part of a snapshot. */
export interface SnapshotMark {
  readonly name: string;
  /** When this part was begun: an ISO 8601 time. */
  readonly at: string;
  /** Machines that the snapshot is of. */
  readonly machines: number;
  /** Volume with the definition and the variable store. */
  readonly state: string;
  /** Volumes that hold its disks, by target. Absent: it is being made or removed, or that was broken off. */
  readonly disks?: readonly { readonly target: string; readonly name: string }[];
  /** Its removal has begun: it is not gone on with as one that is being made. */
  readonly removing?: true;
}

/** A short hash of what a lab says of a thing, the same for the same words. */
export const specHash = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)))
    .digest('hex')
    .slice(0, 16);

const snapshotElement = (prefix: string, { disks, machines, removing, ...said }: SnapshotMark): XmlNode =>
  element(
    `${prefix}snapshot`,
    { ...said, machines, complete: disks === undefined ? 'no' : 'yes', removing: removing && 'yes' },
    disks?.map((disk) => element(`${prefix}disk`, disk)),
  );

const markElement = (prefix: string, { lab, spec, volumes, state, snapshots = [] }: Mark, more = {}): XmlNode =>
  element(`${prefix}lab`, { ...more, name: lab, spec, state }, [
    ...volumes.map((volume) => element(`${prefix}volume`, volume)),
    ...snapshots.map((snapshot) => snapshotElement(prefix, snapshot)),
  ]);

const wholeMark = (mark: Mark): XmlNode =>
  markElement(`${markPrefix}:`, mark, { [`xmlns:${markPrefix}`]: markNamespace });

/** For `virDomainSetMetadata`, which puts prefix and namespace to the elements itself. */
export const markMetadata = (mark: Mark): string => writeXml(markElement('', mark));

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
  const snapshots = all(found, `${prefix}:snapshot`).map((one) => snapshotOf(one, `${prefix}:`));
  return {
    lab: name,
    spec,
    volumes,
    ...(state !== undefined && { state }),
    ...(snapshots.length > 0 && { snapshots }),
  };
};

const snapshotOf = (node: XmlNode, prefix: string): SnapshotMark => {
  const { name = '', at = '', machines, state = '', complete, removing } = node.attributes;
  const disks = all(node, `${prefix}disk`).map(({ attributes }) => ({
    target: attributes.target ?? '',
    name: attributes.name ?? '',
  }));
  return {
    name,
    at,
    machines: Number(machines ?? 0),
    state,
    ...(complete === 'yes' && { disks }),
    ...(removing === 'yes' && { removing: true }),
  };
};

/** Without: the mark is taken away. Whatever else is in the metadata stays. */
export const setMark = (tree: XmlNode, mark: Mark | undefined): void =>
  replace(ensure(tree, 'metadata'), isMark, mark === undefined ? [] : [wholeMark(mark)]);
