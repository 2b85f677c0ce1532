import { type Hypervisor, isLibvirtError } from '../../../libvirt/index.js';
import type { BootMode } from '../../port.js';
import { type Cpus, noCpus } from '../domain/cpu.js';
import { readMode } from '../domain/firmware.js';
import { present } from '../domain/hardware.js';
import { smbiosMode } from '../domain/identity.js';
import type { SetupOffers } from '../setup/read.js';
import { children, find, textAt } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';

const unanswered = ['NO_SUPPORT', 'INVALID_ARG', 'CONFIG_UNSUPPORTED', 'OPERATION_DENIED', 'ACCESS_DENIED'] as const;

/** What machines of a kind can have on this hypervisor, asked once per kind and connection. */
export interface Capabilities {
  /** The modes of a domain: its own, and the other one where the hypervisor has firmware for it. */
  modes(domain: XmlElement): Promise<readonly BootMode[]>;
  /** There is firmware with secure boot for a machine like this. */
  secureFirmware(domain: XmlElement): Promise<boolean>;
  /** What its firmware's setup could have, beyond what its definition has already. */
  setup(domain: XmlElement): Promise<SetupOffers>;
  /** CPUs of such a machine. */
  cpus(domain: XmlElement): Promise<Cpus>;
  /** SMBIOS of the host, where the domain has it from there. */
  hostSysinfo(domain: XmlElement): Promise<XmlElement | undefined>;
  clear(): void;
}

export function createCapabilities(connection: Hypervisor): Capabilities {
  const asked = new Map<string, Promise<Answer>>();
  let sysinfo: Promise<XmlElement | undefined> | undefined;

  async function ask(query: Parameters<Hypervisor['getDomainCapabilities']>[0]): Promise<Answer> {
    try {
      const root = parseXml(await connection.getDomainCapabilities(query));
      const os = find(root, 'os');
      const values = valuesOf(os, 'firmware');
      // QEMU brings SeaBIOS along wherever a PC can boot by it, and libvirt lists only what has a descriptor.
      const bios = values.includes('bios') || /^(x86_64|i686)$/.test(query?.arch ?? '');
      return {
        modes: [...(bios ? (['Legacy'] as const) : []), ...(values.includes('efi') ? (['UEFI'] as const) : [])],
        secure: valuesOf(find(os, 'loader'), 'secure').includes('yes'),
        setup: { tpm: emulatedTpm(root), virtualization: virtualizationOf(root), watchdog: true },
        cpus: cpusOf(root),
      };
    } catch (error) {
      // The test driver and containers have no such thing, and a user with few rights may not ask.
      if (isLibvirtError(error, ...unanswered)) return { modes: [], secure: false, setup: {}, cpus: noCpus };
      throw error;
    }
  }

  async function askSysinfo(): Promise<XmlElement | undefined> {
    try {
      return parseXml(await connection.getSysinfo());
    } catch (error) {
      // No dmidecode on the host, or no SMBIOS: such a machine does not start there.
      if (isLibvirtError(error, ...unanswered)) return undefined;
      throw error;
    }
  }

  function answerFor(domain: XmlElement): Promise<Answer> {
    const type = find(domain, 'os', 'type')?.attributes;
    const emulator = find(domain, 'devices', 'emulator')?.text;
    const query = {
      ...(type?.arch === undefined ? {} : { arch: type.arch }),
      ...(type?.machine === undefined ? {} : { machine: type.machine }),
      ...(emulator ? { emulator } : {}),
      ...(domain.attributes.type === undefined ? {} : { virttype: domain.attributes.type }),
    };
    const key = JSON.stringify(query);
    const answer = asked.get(key) ?? ask(query);
    asked.set(key, answer);
    answer.catch(() => asked.delete(key));
    return answer;
  }

  return {
    async modes(domain) {
      const own = readMode(domain);
      const { modes } = await answerFor(domain);
      return modes.includes(own) ? modes : [own, ...modes];
    },
    secureFirmware: async (domain) => (await answerFor(domain)).secure,
    setup: async (domain) => (await answerFor(domain)).setup,
    cpus: async (domain) => (await answerFor(domain)).cpus,
    async hostSysinfo(domain) {
      if (smbiosMode(domain) !== 'host') return undefined;
      sysinfo ??= askSysinfo();
      sysinfo.catch(() => {
        sysinfo = undefined;
      });
      return sysinfo;
    },
    clear() {
      asked.clear();
      sysinfo = undefined;
    },
  };
}

interface Answer {
  readonly modes: readonly BootMode[];
  readonly secure: boolean;
  readonly setup: SetupOffers;
  readonly cpus: Cpus;
}

/** The model that machines of today would be given, where the host has an emulator (swtpm) for it. */
function emulatedTpm(capabilities: XmlElement): string | undefined {
  const tpm = find(capabilities, 'devices', 'tpm');
  if (!valuesOf(tpm, 'backendModel').includes('emulator')) return undefined;
  const models = valuesOf(tpm, 'model');
  return ['tpm-crb', 'tpm-tis', 'tpm-spapr', 'tpm-tis-device'].find((model) => models.includes(model));
}

const cpuMode = (capabilities: XmlElement, wanted: string): XmlElement | undefined =>
  children(find(capabilities, 'cpu'), 'mode').find(({ attributes }) => attributes.name === wanted);

function cpusOf(capabilities: XmlElement): Cpus {
  const host = cpuMode(capabilities, 'host-model');
  const models = children(cpuMode(capabilities, 'custom'), 'model');
  return {
    host: present({ model: textAt(host, 'model'), vendor: textAt(host, 'vendor') }),
    vendors: new Map(
      models.flatMap(({ text, attributes: { vendor = 'unknown' } }) => (vendor === 'unknown' ? [] : [[text, vendor]])),
    ),
  };
}

/** Every model of AMD's has SVM unless it is taken away; Intel's name VMX. */
function virtualizationOf(capabilities: XmlElement): string | undefined {
  const host = cpuMode(capabilities, 'host-model');
  const amd = textAt(host, 'vendor') === 'AMD';
  const name = amd ? 'svm' : 'vmx';
  const feature = children(host, 'feature').find(({ attributes }) => attributes.name === name);
  return (feature?.attributes.policy ?? (amd ? 'require' : 'disable')) === 'require' ? name : undefined;
}

function valuesOf(element: XmlElement | undefined, name: string): readonly string[] {
  const found = children(element, 'enum').find(({ attributes }) => attributes.name === name);
  return children(found, 'value').map(({ text }) => text);
}
