import { escapeXml } from './entities.js';
import { type Span, type XmlElement, XmlError } from './parse.js';

/** One replacement in a text. */
export interface Edit extends Span {
  readonly text: string;
}

/**
 * Applies edits that were all made for the same text. Everything outside their spans stays byte for byte: comments,
 * unknown elements, foreign namespaces, order, white space. Inserts at one place keep their order. Throws `XmlError`
 * where two overlap.
 */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of ordered) {
    if (start < at || end < start || end > source.length) throw new XmlError('edits overlap or lie outside the text');
    parts.push(source.slice(at, start), text);
    at = end;
  }
  parts.push(source.slice(at));
  return parts.join('');
}

/** Takes the element away, with the white space before it. */
export function removeElement(source: string, element: XmlElement): Edit {
  let start = element.span.start;
  while (start > 0 && /\s/.test(source[start - 1] ?? '')) start--;
  return { start, end: element.span.end, text: '' };
}

export function replaceElement(element: XmlElement, text: string): Edit {
  return { ...element.span, text };
}

/** Adds markup as the last child, on lines of its own, indented like the other children. */
export function appendChild(source: string, parent: XmlElement, markup: string): Edit {
  const indent = indentOf(source, parent);
  if (parent.selfClosing) {
    const open = source.slice(parent.span.start, parent.span.end - 2).trimEnd();
    return replaceElement(parent, `${open}>\n${indent}  ${markup}\n${indent}</${parent.name}>`);
  }
  const last = parent.children.at(-1)?.span.end ?? parent.inner.start;
  return { start: last, end: last, text: `\n${indent}  ${markup}` };
}

/** Adds markup right after a child or, without one, as the first child of `parent`. */
export function insertAfter(source: string, parent: XmlElement, child: XmlElement | undefined, markup: string): Edit {
  if (parent.selfClosing) return appendChild(source, parent, markup);
  const at = child?.span.end ?? parent.inner.start;
  return { start: at, end: at, text: `\n${indentOf(source, parent)}  ${markup}` };
}

/** Sets or, with undefined, removes one attribute; the others stay as written. */
export function setAttribute(source: string, element: XmlElement, name: string, value: string | undefined): Edit {
  const open = source.slice(element.span.start, element.selfClosing ? element.span.end : element.inner.start);
  const found = new RegExp(`\\s+${name}\\s*=\\s*("[^"]*"|'[^']*')`).exec(open);
  const text = value === undefined ? '' : ` ${name}='${escapeXml(value)}'`;
  if (found) {
    const start = element.span.start + found.index;
    return { start, end: start + found[0].length, text };
  }
  const at = element.span.start + 1 + element.name.length;
  return { start: at, end: at, text };
}

function indentOf(source: string, element: XmlElement): string {
  const line = source.lastIndexOf('\n', element.span.start - 1) + 1;
  const before = source.slice(line, element.span.start);
  return /^\s*$/.test(before) ? before : '';
}
