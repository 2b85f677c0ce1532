import { type Hypervisor, LibvirtError } from '../../../libvirt/index.js';
import { present } from '../domain/hardware.js';
import { type HostDevice, type HostDevices, hostAddress } from '../domain/pci.js';
import { attributeAt, children, find, textAt } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';

/** Devices of the host, each asked for at most once in a while. */
export interface HostDeviceReader {
  /** Those that this machine has. One that libvirt says nothing of is left out. */
  of(domain: XmlElement): Promise<HostDevices>;
  clear(): void;
}

export function createHostDevices(
  connection: Hypervisor,
  { maxAge, now }: { maxAge: number; now: () => number },
): HostDeviceReader {
  const known = new Map<string, { readonly readAt: number; readonly device: Promise<HostDevice | undefined> }>();

  async function read(address: string): Promise<HostDevice | undefined> {
    try {
      return readHostDevice(await connection.getNodeDeviceXml(`pci_${address.replace(/[:.]/g, '_')}`));
    } catch (error) {
      // Gone from the host, or the matter of another daemon (virtnodedevd): that is an answer.
      if (error instanceof LibvirtError && error.kind === 'remote') return undefined;
      throw error;
    }
  }

  function cached(address: string): Promise<HostDevice | undefined> {
    const before = known.get(address);
    if (before && now() - before.readAt < maxAge) return before.device;
    const device = read(address);
    known.set(address, { readAt: now(), device });
    device.catch(() => known.delete(address));
    return device;
  }

  return {
    async of(domain) {
      const addresses = (find(domain, 'devices')?.children ?? []).flatMap((device) => hostAddress(device) ?? []);
      const found = await Promise.all(
        addresses.map(async (address): Promise<readonly (readonly [string, HostDevice])[]> => {
          const device = await cached(address);
          return device ? [[address, device]] : [];
        }),
      );
      return new Map(found.flat());
    },
    clear: () => known.clear(),
  };
}

/** libvirt.org/formatnode.html, "pci". A virtual function names the physical one that it belongs to. */
export function readHostDevice(xml: string): HostDevice | undefined {
  const capability = children(parseXml(xml), 'capability').find(({ attributes }) => attributes.type === 'pci');
  if (!capability) return undefined;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return present({
    vendorId: number(attributeAt(capability, ['vendor'], 'id')),
    deviceId: number(attributeAt(capability, ['product'], 'id')),
    classCode: number(textAt(capability, 'class')),
    manufacturer: textAt(capability, 'vendor'),
    model: textAt(capability, 'product'),
    virtual: children(capability, 'capability').some(({ attributes }) => attributes.type === 'phys_function'),
  });
}
