/** The machines of a cluster, from its nodes and their flavors. */
import { addressIn, contains, writeAddress } from './addresses.js';
import type { Flavor, LabDocument, Node } from './document.generated.js';
import { macOf, uuidOf } from './identity.js';
import type { Place } from './problem.js';
import { known, type Report } from './report.js';
import { parseSize } from './sizes.js';
import type { Lab, LabCluster, LabDisk, LabMachine, LabNetwork, LabNic } from './types.js';

const mebibyte = 2 ** 20;

/** RFC 1123 2.1, in lower case as Kubernetes has it. */
const hostName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Prefix of a disk's target name by its bus; what is not here is `sd`. */
const prefixes: Readonly<Record<string, string>> = { virtio: 'vd', nvme: 'nvme' };

const disksOf = (flavor: Flavor, machine: string, scale: number): readonly LabDisk[] => {
  const counts = new Map<string, number>();
  return flavor.disks.map((disk) => {
    const prefix = prefixes[disk.bus] ?? 'sd';
    const index = counts.get(prefix) ?? 0;
    counts.set(prefix, index + 1);
    const target = prefix === 'nvme' ? `nvme${index}n1` : `${prefix}${String.fromCharCode(97 + index)}`;
    return {
      target,
      bus: disk.bus,
      // Whole MiB, which every format and every tool can have, and no less than what was asked for: 100 GB are a floor.
      size: Math.max(1, Math.ceil((parseSize(disk.size) * scale) / mebibyte)) * mebibyte,
      // The end of a name tells machines apart; 20 characters are what virtio has room for.
      serial: disk.serial ?? `${machine.slice(-(19 - target.length))}-${target}`,
      rotational: disk.rotational,
    };
  });
};

interface Group {
  readonly node: Node;
  readonly at: Place;
  /** Of the node within its group. */
  readonly index: number;
}

interface Surroundings {
  readonly lab: Lab;
  readonly cluster: LabCluster;
  readonly report: Report;
}

/** The addresses that the node's entry gives it in the cluster's network; those of a group count on. */
const addressesOf = ({ node, at, index }: Group, network: LabNetwork | undefined, report: Report): readonly string[] =>
  (['address', 'address6'] as const).flatMap((key) => {
    const text = node[key];
    if (text === undefined) return [];
    const family = key === 'address' ? 4 : 6;
    const subnet = network?.subnets.find(({ cidr }) => cidr.family === family);
    const first = subnet && addressIn(text, subnet.cidr);
    if (subnet === undefined || first === undefined) {
      report([...at, key], `'${text}' is no address of IPv${family} in the cluster's network`);
      return [];
    }
    const value = first + BigInt(index);
    if (!contains(subnet.cidr, { family, value }))
      report([...at, key], `${writeAddress(family, value)} is outside of ${subnet.cidr.text}`);
    return [writeAddress(family, value)];
  });

const nicsOf = (group: Group, flavor: Flavor | undefined, name: string, around: Surroundings): readonly LabNic[] => {
  const { lab, cluster, report } = around;
  const among = lab.networks.map((network) => network.name);
  const wanted = flavor?.networks ?? [cluster.network];
  return wanted.map((network, index) => {
    const at = ['flavors', group.node.flavor, 'networks', index];
    if (flavor?.networks) known(network, { at, what: 'network', among, report });
    const own = network === cluster.network;
    return {
      network,
      mac: (index === 0 && group.node.mac?.toLowerCase()) || macOf(`${lab.name}/${cluster.name}/${name}/${index}`),
      addresses: own
        ? addressesOf(
            group,
            lab.networks.find((one) => one.name === network),
            report,
          )
        : [],
    };
  });
};

const machineOf = (group: Group, name: string, document: LabDocument, around: Surroundings): LabMachine => {
  const { lab, cluster, report } = around;
  const { node, at } = group;
  // `constructor` and the like are names, too, and every object has them.
  const flavor = Object.hasOwn(document.flavors, node.flavor) ? document.flavors[node.flavor] : undefined;
  if (flavor === undefined)
    known(node.flavor, { at: [...at, 'flavor'], what: 'flavor', among: Object.keys(document.flavors), report });
  const among = lab.hypervisors.map((one) => one.name);
  const clusterWide = document.clusters[cluster.name]?.hypervisor;
  const hypervisor = node.hypervisor ?? clusterWide ?? lab.hypervisors[0]?.name ?? '';
  const where = node.hypervisor === undefined ? [...cluster.at, 'hypervisor'] : [...at, 'hypervisor'];
  known(hypervisor, { at: where, what: 'hypervisor', among, report });
  const { vcpus = 1, memory = '1GiB' } = flavor ?? {};
  return {
    at,
    name,
    cluster: cluster.name,
    fqdn: `${name}.${cluster.fqdn}`,
    role: node.role,
    hypervisor,
    uuid: node.uuid?.toLowerCase() ?? uuidOf(`${name}.${cluster.name}.${lab.name}`),
    vcpus: Math.max(1, Math.round(vcpus * lab.scale)),
    memory: Math.max(1, Math.round((parseSize(memory) * lab.scale) / mebibyte)) * mebibyte,
    cpu: flavor?.cpu ?? 'host-passthrough',
    machine: flavor?.machine ?? 'q35',
    virt: flavor?.virt ?? 'auto',
    firmware: flavor?.firmware ?? 'uefi',
    secureBoot: flavor?.secureBoot ?? false,
    tpm: flavor?.tpm ?? false,
    watchdog: flavor?.watchdog ?? true,
    serialLog: flavor?.serialLog ?? true,
    disks: flavor ? disksOf(flavor, name, lab.scale) : [],
    nics: nicsOf(group, flavor, name, around),
  };
};

/** In the order of the document; numbers go on where two entries of a cluster have the same role. */
export const machinesOf = (
  document: LabDocument,
  lab: Lab,
  cluster: LabCluster,
  report: Report,
): readonly LabMachine[] => {
  const around = { lab, cluster, report };
  const numbers = new Map<string, number>();
  const next = (pattern: string): number => {
    const number = numbers.get(pattern) ?? 0;
    numbers.set(pattern, number + 1);
    return number;
  };
  return (document.clusters[cluster.name]?.nodes ?? []).flatMap((node, place) => {
    const at = [...cluster.at, 'nodes', place];
    if (node.count !== undefined && node.name !== undefined && !node.name.includes('%d'))
      report([...at, 'name'], 'several nodes cannot have one name', `Put %d where their number goes: ${node.name}-%d`);
    const pattern = node.name ?? `${cluster.name}-${node.role}-%d`;
    return Array.from({ length: node.count ?? 1 }, (_, index) => {
      const name = pattern.includes('%d') ? pattern.replace('%d', String(next(pattern))) : pattern;
      if (!hostName.test(name))
        report(
          [...at, 'name'],
          `${name} is no host name`,
          'It has at most 63 letters, digits and -, and - neither first nor last',
        );
      return machineOf({ node, at, index }, name, document, around);
    });
  });
};
