import { appendChild, applyEdits, insertAfter, removeElement, replaceElement } from '../xml/edit.js';
import { find } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';
import { findRecordElement, recordMarkup } from './codec.js';
import type { MachineRecord } from './record.js';

/** The domain XML with this record in place of the one that it holds; nothing else changes. */
export function writeRecord(source: string, record: MachineRecord): string {
  const domain = parseXml(source);
  const metadata = find(domain, 'metadata');
  const present = findRecordElement(domain);
  const markup = recordMarkup(record, 'whole');
  if (markup === undefined) {
    if (!present || !metadata) return source;
    const { inner } = metadata;
    const others = source.slice(inner.start, present.span.start) + source.slice(present.span.end, inner.end);
    return applyEdits(source, [removeElement(source, others.trim() === '' ? metadata : present)]);
  }
  if (present) return applyEdits(source, [replaceElement(present, markup)]);
  if (metadata) return applyEdits(source, [appendChild(source, metadata, markup)]);
  const last = ['description', 'title', 'uuid', 'name'].map((name) => find(domain, name)).find(Boolean);
  return applyEdits(source, [insertAfter(source, domain, last, `<metadata>\n    ${markup}\n  </metadata>`)]);
}
