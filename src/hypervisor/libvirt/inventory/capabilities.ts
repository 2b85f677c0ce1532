import { type Hypervisor, isLibvirtError } from '../../../libvirt/index.js';
import type { BootMode } from '../../port.js';
import { readMode } from '../domain/firmware.js';
import { children, find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';

/** What machines of a kind can have on this hypervisor, asked once per kind and connection. */
export interface Capabilities {
  /** The modes of a domain: its own, and the other one where the hypervisor has firmware for it. */
  modes(domain: XmlElement): Promise<readonly BootMode[]>;
  clear(): void;
}

export function createCapabilities(connection: Hypervisor): Capabilities {
  const asked = new Map<string, Promise<readonly BootMode[]>>();

  async function ask(query: Parameters<Hypervisor['getDomainCapabilities']>[0]): Promise<readonly BootMode[]> {
    try {
      const root = parseXml(await connection.getDomainCapabilities(query));
      const firmware = children(find(root, 'os'), 'enum').find(({ attributes }) => attributes.name === 'firmware');
      const values = children(firmware, 'value').map(({ text }) => text);
      // QEMU brings SeaBIOS along wherever a PC can boot by it, and libvirt lists only what has a descriptor.
      const bios = values.includes('bios') || /^(x86_64|i686)$/.test(query?.arch ?? '');
      return [...(bios ? (['Legacy'] as const) : []), ...(values.includes('efi') ? (['UEFI'] as const) : [])];
    } catch (error) {
      // The test driver and containers have no such thing.
      if (isLibvirtError(error, 'NO_SUPPORT', 'INVALID_ARG', 'CONFIG_UNSUPPORTED')) return [];
      throw error;
    }
  }

  return {
    async modes(domain) {
      const own = readMode(domain);
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
      const modes = await answer;
      return modes.includes(own) ? modes : [own, ...modes];
    },
    clear: () => asked.clear(),
  };
}
