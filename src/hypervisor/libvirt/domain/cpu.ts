import type { Processors } from '../../port.js';
import { attributeAt, find, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { present } from './hardware.js';

/** CPUs that a hypervisor can give to machines of a kind: what `virDomainCapabilities` says of them. */
export interface Cpus {
  /** The known model that comes next to the host's own CPU. */
  readonly host?: { readonly model?: string; readonly vendor?: string };
  /** Vendors of models, by libvirt's names. */
  readonly vendors: ReadonlyMap<string, string>;
}

export const noCpus: Cpus = { vendors: new Map() };

/** CPUID's words for those that libvirt has names for. */
const vendorIds: Readonly<Record<string, string>> = {
  GenuineIntel: 'Intel',
  AuthenticAMD: 'AMD',
  HygonGenuine: 'Hygon',
};

/**
 * Model and vendor of `<cpu>`. A `host-model` machine names its model once it runs. With KVM every guest sees the
 * vendor of its host's CPU, whatever model it was given; a CPU that is emulated has its model's.
 */
export function readCpu(domain: XmlElement, { host, vendors }: Cpus): Pick<Processors, 'model' | 'vendor'> {
  const cpu = find(domain, 'cpu');
  const accelerated = /^(kvm|hvf)$/.test(domain.attributes.type ?? '');
  const mode = cpu?.attributes.mode ?? 'custom';
  const isHosts = mode === 'host-passthrough' || mode === 'host-model' || (mode === 'maximum' && accelerated);
  const model = isHosts ? host?.model : mode === 'custom' ? textAt(cpu, 'model') : undefined;
  const id = attributeAt(cpu, ['model'], 'vendor_id');
  return present({
    model,
    vendor:
      (id && (vendorIds[id] ?? id)) ??
      textAt(cpu, 'vendor') ??
      (accelerated || isHosts ? host?.vendor : vendors.get(model ?? '')),
  });
}
