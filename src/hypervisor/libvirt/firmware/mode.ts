import type { BootMode } from '../../port.js';
import { readMode } from '../domain/firmware.js';
import type { MachineRecord, SavedFirmware } from '../metadata/record.js';
import { parseXml } from '../xml/parse.js';
import { readFirmware, writeFirmware } from './elements.js';

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
  if (readMode(parseXml(source)) === mode) return { text: source, record };
  const { uefi, ...others } = record.savedFirmware ?? {};
  if (mode === 'Legacy') {
    const savedFirmware = { ...others, uefi: readFirmware(source) };
    return { text: writeFirmware(source, { elements: [] }), record: { ...record, savedFirmware } };
  }
  return { text: writeFirmware(source, uefi ?? freshUefi), record: { ...record, savedFirmware: others } };
}

/** A machine that never had UEFI gets what libvirt finds for it, without secure boot, which nobody asked for. */
const freshUefi: SavedFirmware = {
  firmware: 'efi',
  elements: ["<firmware>\n      <feature enabled='no' name='secure-boot'/>\n    </firmware>"],
};
