import type { ChassisIdentity, Identity } from '../../port.js';
import { attributeAt, children, find, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { present } from './hardware.js';

/** What a guest reads in its SMBIOS (DSP0134), so far as the hypervisor decides it. */
export interface Smbios {
  /** Types 1 and 3. */
  readonly identity: Identity;
  /** Of type 0. The firmware's own where it is absent, and then nobody here knows it. */
  readonly biosVersion?: string;
}

/**
 * `<os><smbios mode>` says where it comes from (libvirt's formatdomain, "Operating system booting"): the domain's
 * `<sysinfo>`, the host's, or the emulator alone. A `<sysinfo>` that no mode names reaches no guest, and what the
 * named one leaves out is the emulator's. The UUID is the machine's own in all modes.
 */
export function readSmbios(domain: XmlElement, host: XmlElement | undefined): Smbios {
  const given = sourceOf(domain, host);
  const system = entriesOf(given, 'system');
  const box = entriesOf(given, 'chassis');
  const own = emulatorsOwn(domain);
  const chassis: ChassisIdentity = present({
    // libvirt passes `manufacturer=` on with every `<chassis>`, and without a value that takes the emulator's away.
    manufacturer: find(given, 'chassis') ? box('manufacturer') : own.manufacturer,
    version: box('version') ?? own.version,
    serialNumber: box('serial'),
    sku: box('sku'),
  });
  return {
    identity: {
      uuid: (textAt(domain, 'uuid') ?? '').toLowerCase(),
      ...present({
        manufacturer: system('manufacturer') ?? own.manufacturer,
        model: system('product') ?? own.model,
        serialNumber: system('serial'),
        sku: system('sku'),
      }),
      ...(Object.keys(chassis).length > 0 && { chassis }),
    },
    ...present({ biosVersion: entriesOf(given, 'bios')('version') }),
  };
}

export const smbiosMode = (domain: XmlElement): string | undefined => attributeAt(domain, ['os', 'smbios'], 'mode');

function sourceOf(domain: XmlElement, host: XmlElement | undefined): XmlElement | undefined {
  const mode = smbiosMode(domain);
  if (mode === 'host') return host;
  if (mode !== 'sysinfo') return undefined;
  return children(domain, 'sysinfo').find(({ attributes }) => attributes.type === 'smbios');
}

const entriesOf = (sysinfo: XmlElement | undefined, block: string) => {
  const entries = children(find(sysinfo, block), 'entry');
  return (name: string): string | undefined =>
    entries.find(({ attributes }) => attributes.name === name)?.text.trim() || undefined;
};

interface Own {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly version?: string;
}

/** `smbios_set_defaults` of QEMU: part of what a machine type promises to its guests, and so the same for ever. */
const products: readonly (readonly [RegExp, (type: string) => string])[] = [
  [/^pc-q35-\d/, () => 'Standard PC (Q35 + ICH9, 2009)'],
  [/^pc-i440fx-\d/, () => 'Standard PC (i440FX + PIIX, 1996)'],
  [/^virt-\d/, (type) => (type === 'kvm' ? 'KVM Virtual Machine' : 'QEMU Virtual Machine')],
];

/** Distributions have machine types of their own (`pc-q35-jammy`, `pc-q35-rhel9.4.0`), which say what they like. */
function emulatorsOwn(domain: XmlElement): Own {
  const type = domain.attributes.type ?? '';
  const machine = attributeAt(domain, ['os', 'type'], 'machine') ?? '';
  const product = products.find(([pattern]) => pattern.test(machine))?.[1];
  if (!/^(qemu|kvm|hvf)$/.test(type) || !product) return {};
  return { manufacturer: 'QEMU', model: product(type), version: machine };
}
