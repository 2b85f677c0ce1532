/** libvirt's XML as a tree that keeps order, attributes and whatever we do not know. */
import { parseStringPromise } from 'xml2js/lib/parser.js';

export interface XmlNode {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
  children: XmlNode[];
}

interface Parsed {
  readonly '#name': string;
  readonly $?: Record<string, string>;
  readonly _?: string;
  readonly $$?: readonly Parsed[];
}

const treeOf = ({ '#name': name, $: attributes = {}, _: text = '', $$: children = [] }: Parsed): XmlNode => ({
  name,
  attributes: { ...attributes },
  text: children.length > 0 ? '' : text,
  children: children.map(treeOf),
});

export const readXml = async (text: string): Promise<XmlNode> =>
  treeOf(await parseStringPromise(text, { explicitRoot: false, explicitChildren: true, preserveChildrenOrder: true }));

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined are left out. */
export const element = (
  name: string,
  attributes: Attributes = {},
  content: string | readonly XmlNode[] = [],
): XmlNode => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ),
  text: typeof content === 'string' ? content : '',
  children: typeof content === 'string' ? [] : [...content],
});

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

export const writeXml = ({ name, attributes, text, children }: XmlNode, indent = ''): string => {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  if (children.length > 0)
    return `${indent}<${start}>\n${children.map((child) => writeXml(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
  return text === '' ? `${indent}<${start}/>` : `${indent}<${start}>${escaped(text)}</${name}>`;
};

/** All elements at the end of a path such as `devices/disk`. */
export const all = (node: XmlNode, path: string): readonly XmlNode[] =>
  path
    .split('/')
    .reduce<readonly XmlNode[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [node],
    );

export const first = (node: XmlNode, path: string): XmlNode | undefined => all(node, path)[0];

/** The element at the end of a path; what is missing on the way is made. */
export const ensure = (node: XmlNode, path: string): XmlNode =>
  path.split('/').reduce((parent, name) => {
    const found = first(parent, name);
    if (found !== undefined) return found;
    const made = element(name);
    parent.children.push(made);
    return made;
  }, node);

/** Children of that kind are replaced by these, where the first of them was. */
export const replace = (parent: XmlNode, old: (child: XmlNode) => boolean, made: readonly XmlNode[]): void => {
  const place = parent.children.findIndex(old);
  const kept = parent.children.filter((child) => !old(child));
  parent.children = place < 0 ? [...kept, ...made] : [...kept.slice(0, place), ...made, ...kept.slice(place)];
};
