import type { BootMode } from '../../port.js';
import { readMode } from '../domain/firmware.js';
import type { MachineRecord, SavedFirmware } from '../metadata/record.js';
import { applyEdits, insertAfter, removeElement, setAttribute } from '../xml/edit.js';
import { find } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';

const uefiElements = ['firmware', 'loader', 'nvram'];

/**
 * The domain XML with the other firmware, and the record that remembers how UEFI was set up. The NVRAM file is never
 * touched: its element is kept as written and put back, so a machine that returns to UEFI finds its variables, keys
 * and secure boot as they were.
 */
export function setMode(
  source: string,
  mode: BootMode,
  record: MachineRecord,
): { readonly text: string; readonly record: MachineRecord } {
  const domain = parseXml(source);
  const os = find(domain, 'os');
  if (!os || readMode(domain) === mode) return { text: source, record };
  const present = os.children.filter(({ name }) => uefiElements.includes(name));
  const { savedFirmware, ...rest } = record;
  const edits = present.map((element) => removeElement(source, element));
  if (mode === 'Legacy') {
    const firmware = os.attributes.firmware;
    const saved: SavedFirmware = {
      ...(firmware === undefined ? {} : { firmware }),
      elements: present.map(({ span }) => source.slice(span.start, span.end)),
    };
    edits.push(setAttribute(source, os, 'firmware', undefined));
    return { text: applyEdits(source, edits), record: { ...rest, savedFirmware: saved } };
  }
  const { firmware, elements } = savedFirmware ?? freshUefi;
  edits.push(setAttribute(source, os, 'firmware', firmware));
  if (elements.length > 0) edits.push(insertAfter(source, os, find(os, 'type'), elements.join('\n    ')));
  return { text: applyEdits(source, edits), record: rest };
}

/** A machine that never had UEFI gets what libvirt finds for it, without secure boot, which nobody asked for. */
const freshUefi: SavedFirmware = {
  firmware: 'efi',
  elements: ["<firmware>\n      <feature enabled='no' name='secure-boot'/>\n    </firmware>"],
};
