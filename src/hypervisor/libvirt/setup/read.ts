import type { SetupValues } from '../../port.js';
import { readMode } from '../domain/firmware.js';
import { present, readProcessors } from '../domain/hardware.js';
import type { MachineRecord } from '../metadata/record.js';
import { attributeAt, children, find, numberOf } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { canHaveWatchdog, readWatchdog } from './watchdog.js';

/** What the hypervisor could give to such a machine. */
export interface SetupOffers {
  /** Model of an emulated TPM. */
  readonly tpm?: string | undefined;
  /** Name of the feature by which a guest can be a hypervisor. */
  readonly virtualization?: string | undefined;
  /** QEMU, and with it a watchdog on a PCI card. */
  readonly watchdog?: boolean | undefined;
}

const virtualizationFeatures = ['vmx', 'svm'];
const withoutFeature = ['disable', 'forbid'];

/** How `<cpu>` names VMX or SVM, where it does. */
export function virtualizationFeature(domain: XmlElement): XmlElement | undefined {
  return children(find(domain, 'cpu'), 'feature').find(({ attributes }) =>
    virtualizationFeatures.includes(attributes.name ?? ''),
  );
}

/** The CPU's model is the host's, less what its features take away. */
export function hasHostCpu(domain: XmlElement): boolean {
  return ['host-model', 'host-passthrough', 'maximum'].includes(attributeAt(domain, ['cpu'], 'mode') ?? '');
}

/** What the definition says, of all that it could say. */
export function readSetup(config: XmlElement, record: MachineRecord, offers: SetupOffers): SetupValues {
  const all = valuesOf(config);
  const { serialConsole, bootMenu, bootRetry } = isPc(config) ? all : {};
  return present({
    // A list of single vCPUs is its owner's, and their number would have to agree with it.
    processors: find(config, 'vcpus') ? undefined : all.processors,
    virtualization:
      virtualizationFeature(config) || (offers.virtualization && hasHostCpu(config)) ? all.virtualization : undefined,
    tpm: all.tpm || record.savedTpm || offers.tpm ? all.tpm : undefined,
    serialConsole: find(config, 'devices', 'serial') ? serialConsole : undefined,
    bootMenu,
    bootRetry,
    watchdog: canHaveWatchdog(config, record, offers.watchdog) ? all.watchdog : undefined,
  });
}

/** The same members, of the running machine. */
export function readRunningSetup(live: XmlElement, next: SetupValues): SetupValues {
  const all = valuesOf(live);
  return present({
    processors: next.processors === undefined ? undefined : all.processors,
    virtualization: next.virtualization === undefined ? undefined : all.virtualization,
    tpm: next.tpm === undefined ? undefined : all.tpm,
    serialConsole: next.serialConsole === undefined ? undefined : all.serialConsole,
    bootMenu: next.bootMenu === undefined ? undefined : all.bootMenu,
    bootRetry: next.bootRetry === undefined ? undefined : all.bootRetry,
    watchdog: next.watchdog === undefined ? undefined : all.watchdog,
  });
}

/** The running machine was started with another setup than the definition has. */
export function setupDiffers(live: XmlElement, config: XmlElement): boolean {
  const [now, next] = [valuesOf(live), valuesOf(config)];
  // A running host CPU names features that its definition leaves open; then they are as they should be.
  if (!virtualizationFeature(config))
    return JSON.stringify({ ...now, virtualization: next.virtualization }) !== JSON.stringify(next);
  return JSON.stringify(now) !== JSON.stringify(next);
}

const isPc = (domain: XmlElement): boolean => /^(x86_64|i686)$/.test(attributeAt(domain, ['os', 'type'], 'arch') ?? '');

function valuesOf(domain: XmlElement): Required<SetupValues> {
  const os = find(domain, 'os');
  const policy = virtualizationFeature(domain)?.attributes.policy ?? 'require';
  return {
    processors: readProcessors(domain).online,
    virtualization: !withoutFeature.includes(policy),
    tpm: find(domain, 'devices', 'tpm') !== undefined,
    serialConsole: attributeAt(os, ['bios'], 'useserial') === 'yes',
    bootMenu: readBootMenu(domain),
    bootRetry: numberOf(attributeAt(os, ['bios'], 'rebootTimeout')) !== undefined,
    watchdog: readWatchdog(domain),
  };
}

/** SeaBIOS waits 2.5 s where nobody says how long; OVMF does not. */
function readBootMenu(domain: XmlElement): number {
  const { enable, timeout } = find(domain, 'os', 'bootmenu')?.attributes ?? {};
  if (enable !== 'yes') return 0;
  const given = numberOf(timeout);
  if (given !== undefined) return Math.round(given / 1000);
  return readMode(domain) === 'Legacy' ? 3 : 0;
}
