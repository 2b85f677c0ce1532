import type { SetupValues } from '../../port.js';
import type { MachineRecord } from '../metadata/record.js';
import { appendChild, applyEdits, type Edit, insertAfter, removeElement, setAttribute } from '../xml/edit.js';
import { find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { hasHostCpu, type SetupOffers, virtualizationFeature } from './read.js';
import { writeWatchdog } from './watchdog.js';

/** Milliseconds: as long as boards wait before they try to boot again. */
const retryAfter = 30_000;

type Writer<K extends keyof SetupValues> = (
  source: string,
  value: NonNullable<SetupValues[K]>,
  about: { readonly record: MachineRecord; readonly offers: SetupOffers },
) => string;

/** The domain XML with one value changed. */
export const writers: { readonly [K in keyof Required<SetupValues>]: Writer<K> } = {
  processors(source, value) {
    const vcpu = find(parseXml(source), 'vcpu');
    if (!vcpu) return source;
    const all = Number(vcpu.text) === value;
    return applyEdits(source, [setAttribute(source, vcpu, 'current', all ? undefined : String(value))]);
  },

  // A host CPU has what its host has, so "on" needs no word. Another CPU has what it names.
  virtualization(source, value, { offers }) {
    const domain = parseXml(source);
    const cpu = find(domain, 'cpu');
    const feature = virtualizationFeature(domain);
    if (feature && value && hasHostCpu(domain))
      return applyEdits(source, [setAttribute(source, feature, 'policy', 'optional')]);
    if (feature) return applyEdits(source, [setAttribute(source, feature, 'policy', value ? 'require' : 'disable')]);
    if (!cpu || value) return source;
    return applyEdits(source, [
      appendChild(source, cpu, `<feature policy='disable' name='${offers.virtualization}'/>`),
    ]);
  },

  tpm(source, value, { record, offers }) {
    const devices = find(parseXml(source), 'devices');
    const tpm = find(devices, 'tpm');
    if (value === (tpm !== undefined) || !devices) return source;
    if (tpm) return applyEdits(source, [removeElement(source, tpm)]);
    const fresh = `<tpm model='${offers.tpm}'>\n      <backend type='emulator' version='2.0'/>\n    </tpm>`;
    return applyEdits(source, [appendChild(source, devices, record.savedTpm ?? fresh)]);
  },

  serialConsole: (source, value) => writeBios(source, 'useserial', value ? 'yes' : undefined),
  bootRetry: (source, value) => writeBios(source, 'rebootTimeout', value ? String(retryAfter) : undefined),

  watchdog: (source, value, { record }) => writeWatchdog(source, value, record),

  bootMenu(source, value) {
    const os = find(parseXml(source), 'os');
    const menu = find(os, 'bootmenu');
    if (!os) return source;
    const timeout = value > 0 ? String(value * 1000) : undefined;
    if (menu) {
      const enabled = applyEdits(source, [setAttribute(source, menu, 'enable', value > 0 ? 'yes' : 'no')]);
      const again = find(parseXml(enabled), 'os', 'bootmenu');
      return again ? applyEdits(enabled, [setAttribute(enabled, again, 'timeout', timeout)]) : enabled;
    }
    return timeout === undefined ? source : insert(source, os, `<bootmenu enable='yes' timeout='${timeout}'/>`);
  },
};

/** What to remember of a TPM that goes. */
export function withTpm(
  record: MachineRecord,
  config: XmlElement,
  source: string,
  tpm: boolean | undefined,
): MachineRecord {
  const { savedTpm, ...rest } = record;
  const present = find(config, 'devices', 'tpm');
  if (tpm === false && present) return { ...rest, savedTpm: source.slice(present.span.start, present.span.end) };
  return tpm ? rest : record;
}

/** `<bios>` goes again with its last attribute. */
function writeBios(source: string, name: 'useserial' | 'rebootTimeout', value: string | undefined): string {
  const os = find(parseXml(source), 'os');
  const bios = find(os, 'bios');
  if (!os) return source;
  if (!bios) return value === undefined ? source : insert(source, os, `<bios ${name}='${value}'/>`);
  const others = Object.keys(bios.attributes).filter((key) => key !== name);
  if (value === undefined && others.length === 0) return applyEdits(source, [removeElement(source, bios)]);
  return applyEdits(source, [setAttribute(source, bios, name, value)]);
}

function insert(source: string, os: XmlElement, markup: string): string {
  const edit: Edit = insertAfter(source, os, os.children.at(-1), markup);
  return applyEdits(source, [edit]);
}
