import { randomBytes } from 'node:crypto';
import { applyEdits, insertAfter, setAttribute } from '../xml/edit.js';
import { escapeXml } from '../xml/entities.js';
import { find } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';

/** The definition with another variable store; template and format stay as written. */
export function withStore(source: string, path: string): string {
  const os = find(parseXml(source), 'os');
  if (!os) return source;
  const nvram = find(os, 'nvram');
  const file = find(nvram, 'source');
  if (file) return applyEdits(source, [setAttribute(source, file, 'file', path)]);
  if (nvram && !nvram.selfClosing) return applyEdits(source, [{ ...nvram.inner, text: escapeXml(path) }]);
  if (nvram) {
    const open = source.slice(nvram.span.start, nvram.span.end - 2).trimEnd();
    return applyEdits(source, [{ ...nvram.span, text: `${open}>${escapeXml(path)}</nvram>` }]);
  }
  const before = find(os, 'loader') ?? find(os, 'firmware') ?? find(os, 'type');
  return applyEdits(source, [insertAfter(source, os, before, `<nvram>${escapeXml(path)}</nvram>`)]);
}

const ours = /\.keys-[0-9a-f]{8}(?=\.[a-z0-9]+$|$)/i;

/** A path beside this one that nobody has yet. */
export function freshStore(path: string): string {
  const mark = `.keys-${randomBytes(4).toString('hex')}`;
  return path.replace(ours, '').replace(/(?:\.[a-z0-9]+)?$/i, (extension) => `${mark}${extension}`);
}

/** Made by `freshStore`. */
export const isFreshStore = (path: string): boolean => ours.test(path);
