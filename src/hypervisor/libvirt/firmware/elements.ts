import type { SavedFirmware } from '../metadata/record.js';
import { applyEdits, insertAfter, removeElement, setAttribute } from '../xml/edit.js';
import { find } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';

const names = ['firmware', 'loader', 'nvram'];

/** What `<os>` says of the firmware, as written. */
export function readFirmware(source: string): SavedFirmware {
  const os = find(parseXml(source), 'os');
  const firmware = os?.attributes.firmware;
  const elements = os?.children.filter(({ name }) => names.includes(name)) ?? [];
  return {
    ...(firmware === undefined ? {} : { firmware }),
    elements: elements.map(({ span }) => source.slice(span.start, span.end)),
  };
}

/** The domain XML with this in the place of what `<os>` says of the firmware. */
export function writeFirmware(source: string, { firmware, elements }: SavedFirmware): string {
  const os = find(parseXml(source), 'os');
  if (!os) return source;
  const present = os.children.filter(({ name }) => names.includes(name));
  const edits = present.map((element) => removeElement(source, element));
  edits.push(setAttribute(source, os, 'firmware', firmware));
  if (elements.length > 0) edits.push(insertAfter(source, os, find(os, 'type'), elements.join('\n    ')));
  return applyEdits(source, edits);
}
