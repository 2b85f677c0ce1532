import { describe, expect, it } from 'vitest';
import { bytesAt, find, textAt } from './find.js';
import { findInNamespace } from './namespace.js';
import { parseXml, XmlError } from './parse.js';

describe('reading XML', () => {
  it('decodes references, CDATA and attributes', () => {
    const root = parseXml(`<?xml version='1.0'?><!-- c --><a t='"&lt;&#10;&#x20AC;'>x &amp; y<![CDATA[ <z> ]]></a>`);
    expect(root.attributes.t).toBe('"<\n€');
    expect(root.text).toBe('x & y <z>');
  });

  it('takes a > inside an attribute for what it is', () => {
    expect(parseXml(`<a b="x>y"><c/></a>`).children).toHaveLength(1);
  });

  it.each([
    ['<a>', /not closed/],
    ['<a></b>', /closes <a>/],
    ['</a>', /closes <nothing>/],
    ['<a/><b/>', /second root/],
    ['', /no root/],
    ['text', /outside/],
    ['<a', /no XML/],
    ['<!DOCTYPE a><a/>', /no XML/],
    ['<a>'.repeat(300), /too deeply/],
  ])('refuses %s', (source, message) => {
    expect(() => parseXml(source)).toThrow(XmlError);
    expect(() => parseXml(source)).toThrow(message);
  });

  it('finds by path, and reads sizes in every unit', () => {
    const root = parseXml(`<d><memory unit='MiB'>2</memory><m>3</m><x unit='parsec'>1</x><e><f> g </f></e></d>`);
    expect(bytesAt(root, 'memory')).toBe(2 * 1024 ** 2);
    expect(bytesAt(root, 'm')).toBe(3 * 1024);
    expect(bytesAt(root, 'x')).toBeUndefined();
    expect(textAt(root, 'e', 'f')).toBe('g');
  });

  it('goes by the namespace, not by the prefix', () => {
    const root = parseXml(`<d xmlns:far='urn:b'><m xmlns:p='urn:a'><p:x/><q:x xmlns:q='urn:c'/><far:x/></m></d>`);
    const name = (uri: string) => findInNamespace(find(root, 'm'), uri, 'x', [root])?.name;
    expect(['urn:a', 'urn:b', 'urn:c', 'urn:d'].map(name)).toEqual(['p:x', 'far:x', 'q:x', undefined]);
  });
});
