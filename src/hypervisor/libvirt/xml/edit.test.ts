import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendChild, applyEdits, insertAfter, removeElement, replaceElement, setAttribute } from './edit.js';
import { find } from './find.js';
import { parseXml, type XmlElement } from './parse.js';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/);
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((raw) => [...raw].filter((each) => each >= ' ' && !'<>&'.includes(each)).join(''));
const filler = fc.oneof(fc.constant(''), fc.constant('\n  '), fc.constant('<!-- a <b> comment -->'), text);
const attributes = fc
  .uniqueArray(name, { maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((key) => fc.tuple(fc.constant(key), text, fc.constantFrom('"', "'")))))
  .map((list) => list.map(([key, value, quote]) => ` ${key}=${quote}${value.replaceAll(quote, '')}${quote}`).join(''));

/** Any document, with comments, mixed content and both kinds of quotes. */
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(name, attributes, filler).map(([tag, list, inner]) => `<${tag}${list}>${inner}</${tag}>`),
    fc.tuple(name, attributes).map(([tag, list]) => `<${tag}${list}/>`),
    fc
      .tuple(name, attributes, fc.array(fc.tuple(filler, tie('element')), { maxLength: 4 }), filler)
      .map(([tag, list, inner, last]) => `<${tag}${list}>${inner.flat().join('')}${last}</${tag}>`),
  ),
}));

const all = (root: XmlElement): readonly XmlElement[] => [root, ...root.children.flatMap(all)];
const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

describe('edits of XML text', () => {
  it('replaces one element and puts it back, byte for byte', () => {
    fc.assert(
      fc.property(element, fc.nat(), element, (source, index, other) => {
        const chosen = pick(all(parseXml(source)), index);
        const edited = applyEdits(source, [replaceElement(chosen, other)]);
        const span = { start: chosen.span.start, end: chosen.span.start + other.length };
        const original = source.slice(chosen.span.start, chosen.span.end);
        expect(applyEdits(edited, [{ ...span, text: original }])).toBe(source);
        expect(() => parseXml(edited)).not.toThrow();
      }),
    );
  });

  it('adds a child and removes it again: all that was there is as it was', () => {
    fc.assert(
      fc.property(element, fc.nat(), (source, index) => {
        const parents = all(parseXml(source)).filter(({ selfClosing }) => !selfClosing);
        fc.pre(parents.length > 0);
        const parent = pick(parents, index);
        const edited = applyEdits(source, [appendChild(source, parent, '<added-one/>')]);
        const added = all(parseXml(edited)).find((each) => each.name === 'added-one');
        if (!added) throw new Error('not added');
        const back = applyEdits(edited, [removeElement(edited, added)]);
        // Only white space beside it may differ.
        expect(back.replace(/\s+/g, '')).toBe(source.replace(/\s+/g, ''));
        const [before, after] = [source, back].map((each) => JSON.stringify(strip(parseXml(each))));
        expect(after).toBe(before);
      }),
    );
  });

  it('sets an attribute and sets it back', () => {
    fc.assert(
      fc.property(element, fc.nat(), fc.string({ unit: 'grapheme' }), (source, index, value) => {
        const chosen = pick(all(parseXml(source)), index);
        const edited = applyEdits(source, [setAttribute(source, chosen, 'zz-own', value)]);
        const again = pick(all(parseXml(edited)), index);
        expect(again.attributes['zz-own']).toBe(value);
        expect(applyEdits(edited, [setAttribute(edited, again, 'zz-own', undefined)])).toBe(source);
      }),
    );
  });

  it('opens an empty tag for its first child', () => {
    const source = "<os>\n  <type/>\n  <nvram template='/x'/>\n</os>";
    const nvram = find(parseXml(source), 'nvram');
    if (!nvram) throw new Error('no nvram');
    expect(applyEdits(source, [appendChild(source, nvram, '<source/>')])).toBe(
      "<os>\n  <type/>\n  <nvram template='/x'>\n    <source/>\n  </nvram>\n</os>",
    );
  });

  it('keeps the order of inserts at one place, and refuses overlaps', () => {
    const source = '<a>\n  <b/>\n</a>';
    const root = parseXml(source);
    const [b] = root.children;
    const edits = ['<c/>', '<d/>'].map((markup) => insertAfter(source, root, b, markup));
    expect(applyEdits(source, edits)).toBe('<a>\n  <b/>\n  <c/>\n  <d/>\n</a>');
    expect(() =>
      applyEdits(source, [
        { start: 1, end: 5, text: '' },
        { start: 4, end: 6, text: '' },
      ]),
    ).toThrow(/overlap/);
  });
});

function strip({ name: tag, attributes: list, text: own, children }: XmlElement): unknown {
  return { tag, list, own: own.replace(/\s+/g, ''), children: children.map(strip) };
}
