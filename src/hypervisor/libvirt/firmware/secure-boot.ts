import { HypervisorError, type Machine } from '../../port.js';
import { compose } from '../domain/compose.js';
import { readDocuments } from '../domain/documents.js';
import { readMode } from '../domain/firmware.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord, SavedFirmware } from '../metadata/record.js';
import { escapeXml } from '../xml/entities.js';
import { attributeAt, find, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { readFirmware, writeFirmware } from './elements.js';

/**
 * Secure boot is a pair: firmware that checks signatures, and a variable store with keys to check them against. Each
 * state of a machine has a store of its own, and changing the state changes stores: none is ever overwritten, so
 * that going back finds every variable. A store that is not there yet libvirt makes of the firmware's template,
 * with Microsoft's keys where `enrolled-keys` is asked for.
 */
export async function setSecureBoot(machinery: Machinery, machine: Machine, enabled: boolean): Promise<void> {
  const { config, live } = await readDocuments(machinery.domain);
  const { secureBoot } = machine.firmware;
  const next = secureBoot?.pending ?? secureBoot?.enabled;
  if (next === enabled) return;
  const refuse = (why: string) => new HypervisorError('unsupported', `secure boot of machine ${machine.name}: ${why}`);
  if (!config) throw refuse('a transient machine has no definition to keep this in');
  if (readMode(config.root) !== 'UEFI') throw refuse('it boots by BIOS');
  if (next === undefined) throw refuse('its definition does not say what it has');
  if (enabled && attributeAt(config.root, ['features', 'smm'], 'state') === 'off') throw refuse('it has SMM off');
  if (enabled && !(await machinery.hasSecureFirmware(config.root))) throw refuse('there is no such firmware here');
  const key = enabled ? 'secure' : 'plain';
  const other = enabled ? 'plain' : 'secure';
  const { [key]: saved, ...rest } = config.record.savedFirmware ?? {};
  const wanted = saved ?? autoSelected(enabled, variableStore(config.root, live?.root, key));
  const record: MachineRecord = { ...config.record, savedFirmware: { ...rest, [other]: readFirmware(config.text) } };
  const edit = (text: string) => writeFirmware(text, wanted);
  await machinery.define(compose(config.text, { record, edit }), config.text);
}

/** Only what libvirt picks by these features is sure to come with them; a path would be a guess. */
function autoSelected(enabled: boolean, nvram: string): SavedFirmware {
  const state = enabled ? 'yes' : 'no';
  const features = ['enrolled-keys', 'secure-boot'].map((name) => `<feature enabled='${state}' name='${name}'/>`);
  return {
    firmware: 'efi',
    elements: [`<firmware>\n      ${features.join('\n      ')}\n    </firmware>`, `<nvram>${escapeXml(nvram)}</nvram>`],
  };
}

/** A path of its own beside the machine's present store; where that is not known, where libvirt keeps them. */
function variableStore(config: XmlElement, live: XmlElement | undefined, key: string): string {
  const present = storePath(config) ?? storePath(live);
  const path = present ?? `/var/lib/libvirt/qemu/nvram/${textAt(config, 'name')}_VARS.fd`;
  return path.replace(/(?:\.[a-z0-9]+)?$/i, (extension) => `.${key}${extension}`);
}

function storePath(domain: XmlElement | undefined): string | undefined {
  const nvram = find(domain, 'os', 'nvram');
  return nvram?.text || find(nvram, 'source')?.attributes.file;
}
