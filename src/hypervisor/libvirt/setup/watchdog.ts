/** `<watchdog>` (libvirt's formatdomain, "Watchdog devices"): what it does when a guest has not fed it in time. */
import { HypervisorError, type SetupValues, type WatchdogAction, watchdogActions } from '../../port.js';
import type { MachineRecord } from '../metadata/record.js';
import { appendChild, applyEdits, removeElement, setAttribute } from '../xml/edit.js';
import { children, find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';

type Watchdog = NonNullable<SetupValues['watchdog']>;

/** A card in a PCI slot, for which Linux and Windows have drivers. */
const fresh = (action: WatchdogAction) => `<watchdog model='i6300esb' action='${action}'/>`;

const watchdogsOf = (domain: XmlElement) => children(find(domain, 'devices'), 'watchdog');

/** Part of the chipset: libvirt puts it back into every such definition. */
const isBuiltIn = ({ attributes }: XmlElement): boolean => attributes.model === 'itco';

/** All watchdogs of a machine do the same: libvirt takes nothing else. */
export function readWatchdog(domain: XmlElement): Watchdog {
  const [first] = watchdogsOf(domain);
  if (!first) return 'absent';
  return watchdogActions.find((action) => action === first.attributes.action) ?? 'reset';
}

/** It has one, had one, or there is a slot for one. */
export function canHaveWatchdog(domain: XmlElement, record: MachineRecord, offered: boolean | undefined): boolean {
  if (watchdogsOf(domain).length > 0 || record.savedWatchdog !== undefined) return true;
  const { arch = '', machine = '' } = find(domain, 'os', 'type')?.attributes ?? {};
  return offered === true && /^(x86_64|i686)$/.test(arch) && !machine.startsWith('microvm');
}

/** Throws `unsupported` for one that cannot be taken away. */
export function writeWatchdog(source: string, value: Watchdog, record: MachineRecord): string {
  const domain = parseXml(source);
  const present = watchdogsOf(domain);
  if (value === 'absent') {
    if (present.some(isBuiltIn)) throw new HypervisorError('unsupported', 'the watchdog is part of the chipset');
    return applyEdits(
      source,
      present.map((element) => removeElement(source, element)),
    );
  }
  if (present.length > 0) {
    return applyEdits(
      source,
      present.map((element) => setAttribute(source, element, 'action', value)),
    );
  }
  const devices = find(domain, 'devices');
  if (!devices) return source;
  const saved = record.savedWatchdog;
  const own = saved && applyEdits(saved, [setAttribute(saved, parseXml(saved), 'action', value)]);
  return applyEdits(source, [appendChild(source, devices, own ?? fresh(value))]);
}

/** What to remember of one that goes; one that comes back is remembered no more. */
export function withWatchdog(
  record: MachineRecord,
  config: XmlElement,
  source: string,
  value: Watchdog | undefined,
): MachineRecord {
  const { savedWatchdog: _, ...rest } = record;
  const [first] = watchdogsOf(config);
  if (value === undefined || (value === 'absent' && !first)) return record;
  return value === 'absent' && first
    ? { ...rest, savedWatchdog: source.slice(first.span.start, first.span.end) }
    : rest;
}
