/** What there is of a lab now. What no hypervisor can say is absent. */
import { type DhcpLease, type DomainStateName, isLibvirtError, type Network } from '../../src/libvirt/index.js';
import { machinesOn, networkName, networksOn, type Site } from '../kinds/site.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, first, readXml, type XmlNode } from '../libvirt/xml.js';
import { urlHost } from '../manifests/node.js';
import { servicesOf } from '../services/services.js';
import type { Lab, LabMachine } from '../spec/types.js';

export interface MachineStatus {
  readonly machine: LabMachine;
  /** Absent: there is no such machine, or it is not this lab's. */
  readonly power?: DomainStateName;
  /** There is such a machine, without this lab's mark. */
  readonly foreign?: true;
  /** What its XML names first, of the running machine where it runs: `disk vda`, `cd`, `network`. */
  readonly bootsFrom?: string;
  /** By DHCP, now. */
  readonly leases: readonly string[];
  /** The image in its CD drive. */
  readonly media?: string;
  /** The machine in Redfish. */
  readonly bmc: string;
}

export interface NetworkStatus {
  readonly name: string;
  readonly hypervisor: string;
  readonly bridge: string;
  /** Absent: there is no such network, or it is not this lab's. */
  readonly active?: boolean;
  /** Addresses that DHCP has given out there. */
  readonly leases: number;
}

export interface PoolStatus {
  readonly name: string;
  readonly hypervisor: string;
  /** Absent: there is none. */
  readonly active?: boolean;
  readonly path: string;
  /** Bytes. */
  readonly capacity?: number;
  readonly available?: number;
}

/** A program of the lab on the host where this runs. */
export interface ServiceStatus {
  readonly name: string;
  readonly description: string;
  readonly running: boolean;
}

export interface LabStatus {
  readonly machines: readonly MachineStatus[];
  readonly networks: readonly NetworkStatus[];
  readonly pools: readonly PoolStatus[];
  readonly services: readonly ServiceStatus[];
}

const deviceName = (device: XmlNode): string => {
  if (device.name === 'interface') return 'network';
  if (device.name !== 'disk') return device.name;
  return device.attributes.device === 'cdrom' ? 'cd' : `disk ${first(device, 'target')?.attributes.dev ?? ''}`;
};

/** Orders of devices go before those of kinds (https://libvirt.org/formatdomain.html#bios-bootloader). */
export const bootsFrom = (tree: XmlNode): string | undefined => {
  const devices = first(tree, 'devices')?.children ?? [];
  const order = (device: XmlNode): number => Number(first(device, 'boot')?.attributes.order ?? Number.NaN);
  const [ordered] = devices.filter((device) => order(device) > 0).sort((one, other) => order(one) - order(other));
  if (ordered !== undefined) return deviceName(ordered);
  const kind = first(tree, 'os/boot')?.attributes.dev;
  const disk = devices.find(({ name, attributes }) => name === 'disk' && (attributes.device ?? 'disk') === 'disk');
  if (kind === 'hd') return disk && deviceName(disk);
  return kind === 'cdrom' ? 'cd' : kind;
};

/** Path or URL of what is in the first CD drive that has something. */
export const mediaOf = (tree: XmlNode): string | undefined =>
  all(tree, 'devices/disk')
    .filter(({ attributes }) => attributes.device === 'cdrom' || attributes.device === 'floppy')
    .flatMap((drive) => {
      const source = first(drive, 'source');
      if (source === undefined) return [];
      const { file, dev, protocol, name = '' } = source.attributes;
      if (protocol === undefined) return file ?? dev ?? [];
      const { name: host = '', port } = first(source, 'host')?.attributes ?? {};
      return `${protocol}://${urlHost(host)}${port === undefined ? '' : `:${port}`}/${name.replace(/^\//, '')}`;
    })[0];

const bmcOf = ({ bmc }: Lab, { uuid }: LabMachine): string =>
  `https://${urlHost(bmc.address)}:${bmc.port}/redfish/v1/Systems/${uuid}`;

/** The running machine's own XML: an image that is in now need not be in the definition. */
const treeNow = async ({ domain, tree }: FoundDomain): Promise<XmlNode> =>
  (await domain.isActive()) ? readXml(await domain.toXml()) : tree;

const machineStatus = async (
  { lab }: Site,
  { domains }: Survey,
  machine: LabMachine,
  leases: readonly DhcpLease[],
): Promise<MachineStatus> => {
  const bmc = bmcOf(lab, machine);
  const found = domains.find(({ uuid }) => uuid === machine.uuid);
  if (found?.mark?.lab !== lab.name) return { machine, ...(found && { foreign: true }), leases: [], bmc };
  const tree = await treeNow(found);
  const [boot, media] = [bootsFrom(tree), mediaOf(tree)];
  const macs = machine.nics.map(({ mac }) => mac);
  return {
    machine,
    power: found.state,
    ...(boot !== undefined && { bootsFrom: boot }),
    leases: leases.filter(({ mac }) => mac !== undefined && macs.includes(mac)).map(({ address }) => address),
    ...(media !== undefined && { media }),
    bmc,
  };
};

const leasesOf = (network: Network): Promise<readonly DhcpLease[]> =>
  network.dhcpLeases().catch((error: unknown) => {
    // A network that others give addresses in.
    if (isLibvirtError(error, 'NO_SUPPORT')) return [];
    throw error;
  });

const statusOn = async (site: Site, here: Survey): Promise<Omit<LabStatus, 'services'>> => {
  const { lab } = site;
  const { name: hypervisor } = here.spec;
  const given: DhcpLease[] = [];
  const networks = await Promise.all(
    networksOn(site, here).map(async (network): Promise<NetworkStatus> => {
      const name = networkName(lab, network);
      const own = { name: network.name, hypervisor, bridge: network.bridge };
      const found = here.networks.find((one) => one.name === name && one.mark?.lab === lab.name);
      if (found === undefined) return { ...own, leases: 0 };
      const leases = found.active ? await leasesOf(found.network) : [];
      given.push(...leases);
      return { ...own, active: found.active, leases: leases.length };
    }),
  );
  const { spec, pool } = here;
  return {
    machines: await Promise.all(machinesOn(site, here).map((machine) => machineStatus(site, here, machine, given))),
    networks,
    pools:
      machinesOn(site, here).length === 0
        ? []
        : [
            {
              name: spec.pool,
              hypervisor,
              path: pool?.path ?? spec.poolPath,
              ...(pool && { active: pool.active, capacity: pool.info.capacity, available: pool.info.available }),
            },
          ],
  };
};

const servicesStatus = ({ lab, host }: Site): Promise<readonly ServiceStatus[]> =>
  Promise.all(
    servicesOf(lab, host).map(async ({ name, description }) => ({
      name,
      description,
      running: await host.services.isRunning(name),
    })),
  );

export const statusOf = async (site: Site): Promise<LabStatus> => {
  const parts = await Promise.all(site.surveys.map((here) => statusOn(site, here)));
  return {
    machines: parts.flatMap(({ machines }) => machines),
    networks: parts.flatMap(({ networks }) => networks),
    pools: parts.flatMap(({ pools }) => pools),
    services: await servicesStatus(site),
  };
};
