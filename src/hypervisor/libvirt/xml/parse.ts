import { decode } from './entities.js';

/** A piece of the text: offsets in UTF-16 units, `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One element, and where it stands in the text that it was read from. `text` is its own character data, decoded and
 * trimmed. An empty tag (`<a/>`) has an `inner` of no length and `selfClosing`.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly span: Span;
  readonly inner: Span;
  readonly selfClosing: boolean;
}

/** What libvirt writes is well-formed (libxml2 made it), so this is a broken daemon or a caller's mistake. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly start: number;
  readonly innerStart: number;
  readonly children: XmlElement[];
  readonly text: string[];
}

const maximumDepth = 256;
const tag =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>|\/([^\s>]+)\s*>|([^\s/>!?]+)((?:[^>"']|"[^"]*"|'[^']*')*)>)/y;
const attribute = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads one document or fragment with a single root. DTDs are refused: libvirt writes none. Throws `XmlError`. */
export function parseXml(source: string): XmlElement {
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let at = 0;

  const close = (open: Open, innerEnd: number, end: number, selfClosing: boolean): void => {
    const element: XmlElement = {
      name: open.name,
      attributes: open.attributes,
      children: open.children,
      text: open.text.join('').trim(),
      span: { start: open.start, end },
      inner: { start: open.innerStart, end: innerEnd },
      selfClosing,
    };
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else if (root) throw new XmlError(`a second root element <${open.name}>`);
    else root = element;
  };

  while (at < source.length) {
    const next = source.indexOf('<', at);
    const characters = source.slice(at, next < 0 ? source.length : next);
    const top = stack.at(-1);
    if (top) top.text.push(decode(characters));
    else if (characters.trim() !== '') throw new XmlError('text outside the root element');
    if (next < 0) break;
    tag.lastIndex = next;
    const found = tag.exec(source);
    if (!found) throw new XmlError(`no XML at offset ${next}`);
    at = tag.lastIndex;
    const [whole, cdata, closing, opening, rest = ''] = found;
    if (cdata !== undefined) top?.text.push(cdata);
    else if (closing !== undefined) {
      const open = stack.pop();
      if (open?.name !== closing) throw new XmlError(`</${closing}> closes <${open?.name ?? 'nothing'}>`);
      close(open, next, at, false);
    } else if (opening !== undefined) {
      const selfClosing = whole.endsWith('/>');
      const open: Open = { name: opening, attributes: {}, start: next, innerStart: at, children: [], text: [] };
      for (const [, key = '', double, single] of rest.matchAll(attribute)) {
        open.attributes[key] = decode(double ?? single ?? '');
      }
      if (selfClosing) close(open, at, at, true);
      else if (stack.push(open) > maximumDepth) throw new XmlError('nested too deeply');
    }
  }
  const unclosed = stack.at(-1);
  if (unclosed) throw new XmlError(`<${unclosed.name}> is not closed`);
  if (!root) throw new XmlError('no root element');
  return root;
}
