import { type Hypervisor, isLibvirtError } from '../../../libvirt/index.js';
import type { Nic } from '../../port.js';
import type { NicAddresses } from '../domain/hardware.js';
import { attributeAt, children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** Addresses that libvirt's networks have given out, read at most once in a while per network. */
export interface Leases {
  /** Of the interfaces of a running machine. */
  of(live: XmlElement | undefined): Promise<NicAddresses>;
  clear(): void;
}

export function createLeases(connection: Hypervisor, { maxAge, now }: { maxAge: number; now: () => number }): Leases {
  const networks = new Map<string, { readonly readAt: number; readonly addresses: Promise<NicAddresses> }>();

  async function read(name: string): Promise<NicAddresses> {
    try {
      const leases = await (await connection.lookupNetworkByName(name)).dhcpLeases();
      const byMac = new Map<string, Nic['addresses'][number][]>();
      for (const { mac, address, prefix } of leases) {
        if (mac === undefined) continue;
        const list = byMac.get(mac.toLowerCase()) ?? [];
        list.push({ address, prefix, origin: 'DHCP' });
        byMac.set(mac.toLowerCase(), list);
      }
      return byMac;
    } catch (error) {
      // A network that is off, gone or not libvirt's gives no addresses; that is an answer.
      if (isLibvirtError(error, 'NO_NETWORK', 'NO_SUPPORT', 'OPERATION_INVALID', 'ACCESS_DENIED')) return new Map();
      throw error;
    }
  }

  function cached(name: string): Promise<NicAddresses> {
    const known = networks.get(name);
    if (known && now() - known.readAt < maxAge) return known.addresses;
    const addresses = read(name);
    networks.set(name, { readAt: now(), addresses });
    addresses.catch(() => networks.delete(name));
    return addresses;
  }

  return {
    async of(live) {
      const names = children(find(live, 'devices'), 'interface').flatMap(
        (nic) => attributeAt(nic, ['source'], 'network') ?? [],
      );
      const all = await Promise.all([...new Set(names)].map(cached));
      return new Map(all.flatMap((addresses) => [...addresses]));
    },
    clear: () => networks.clear(),
  };
}
