/** Nothing may have an address that something else has, or that is not of its network. */
import { contains, type Family, overlap, parseAddress, type Range, within, writeRange } from '../addresses.js';
import { type Place, type Problem, problem } from '../problem.js';
import type { Lab, LabNetwork, LabNic, LabSubnet } from '../types.js';

/** An address that one thing alone may have. */
interface Holder {
  readonly at: Place;
  readonly what: string;
  readonly address: string;
}

export const gatewayName = 'the gateway';

export const holders = (lab: Lab, network: LabNetwork): readonly Holder[] => [
  ...network.subnets.map(({ at, gateway }) => ({ at: [...at, 'gateway'], what: gatewayName, address: gateway })),
  ...lab.clusters
    .filter((cluster) => cluster.network === network.name)
    .flatMap(({ at, name, apiVips, ingressVips }) => [
      ...apiVips.map((address, index) => ({ at: [...at, 'apiVips', index], what: `the API VIP of ${name}`, address })),
      ...ingressVips.map((address, index) => ({
        at: [...at, 'ingressVips', index],
        what: `the ingress VIP of ${name}`,
        address,
      })),
    ]),
  ...lab.machines.flatMap(({ at, name, nics }) =>
    nics
      .filter((nic) => nic.network === network.name)
      .flatMap(({ addresses }) =>
        addresses.map((address) => ({
          at: [...at, address.includes(':') ? 'address6' : 'address'],
          what: `node ${name}`,
          address,
        })),
      ),
  ),
];

const taken = (all: readonly Holder[]): readonly Problem[] => {
  const first = new Map<string, Holder>();
  return all.flatMap((holder) => {
    const { at, what, address } = holder;
    const other = first.get(address);
    if (other) return [problem(at, `${address} is to be that of ${what}, and is that of ${other.what} already`)];
    first.set(address, holder);
    return [];
  });
};

/** The network's own address and, in IPv4, the one of everybody. */
const isUsable = ({ cidr }: LabSubnet, value: bigint): boolean =>
  cidr.family === 6 ? value !== cidr.first : cidr.prefix > 30 || (value !== cidr.first && value !== cidr.last);

const placed = ({ at, what, address }: Holder, { mode, subnets }: LabNetwork): readonly Problem[] => {
  const parsed = parseAddress(address);
  const subnet = parsed && subnets.find(({ cidr }) => cidr.family === parsed.family);
  if (!parsed || !subnet) return [problem(at, `${address} of ${what} has no network of its family`)];
  const { cidr, dhcp, reserved } = subnet;
  const remedy = 'Take another address, or move the range';
  if (!contains(cidr, parsed)) return [problem(at, `${address} of ${what} is outside of its network ${cidr.text}`)];
  if (!isUsable(subnet, parsed.value))
    return [problem(at, `${address} of ${what} is no host's address in ${cidr.text}`)];
  if (dhcp && contains(dhcp, parsed))
    return [problem(at, `${address} of ${what} is in the DHCP pool ${writeRange(dhcp)}`, remedy)];
  // The gateway of a bridged network is nothing of the lab's.
  if (what === gatewayName && mode === 'bridge') return [];
  const range = reserved.find((one) => contains(one, parsed));
  return range ? [problem(at, `${address} of ${what} is in the reserved range ${writeRange(range)}`, remedy)] : [];
};

/** MetalLB hands out what nothing else may have. */
const pools = (lab: Lab, network: LabNetwork, all: readonly Holder[]): readonly Problem[] => {
  const own = lab.clusters
    .filter((cluster) => cluster.network === network.name)
    .flatMap(({ at, name, metallb }) =>
      metallb.map((range, index) => ({ at: [...at, 'metallb', index], what: `the MetalLB pool of ${name}`, range })),
    );
  return own.flatMap(({ at, what, range }, index) => {
    const subnet = network.subnets.find(({ cidr }) => cidr.family === range.family);
    const text = `${writeRange(range)} of ${what}`;
    if (!subnet || !within(range, subnet.cidr)) return [problem(at, `${text} is outside of its network`)];
    const taken = [
      ...(subnet.dhcp && overlap(subnet.dhcp, range) ? [`the DHCP pool ${writeRange(subnet.dhcp)}`] : []),
      ...subnet.reserved.filter((one) => overlap(one, range)).map((one) => `the reserved range ${writeRange(one)}`),
      ...own.slice(0, index).flatMap((other) => (overlap(other.range, range) ? [other.what] : [])),
      ...all.flatMap((holder) => {
        const parsed = parseAddress(holder.address);
        return parsed && contains(range, parsed) ? [`${holder.address} of ${holder.what}`] : [];
      }),
    ];
    return taken.map((other) => problem(at, `${text} overlaps ${other}`, 'Take another range'));
  });
};

const ranges = (subnet: LabSubnet): readonly Problem[] => {
  const { at, cidr, dhcp, reserved } = subnet;
  const outside = (range: Range, place: Place) =>
    within(range, cidr) ? [] : [problem(place, `${writeRange(range)} is outside of ${cidr.text}`)];
  const pool = (range: Range, place: Place): readonly Problem[] => [
    ...outside(range, place),
    ...(isUsable(subnet, range.first) && isUsable(subnet, range.last)
      ? []
      : [problem(place, `${writeRange(range)} has an address of no host at its end`, 'Leave it out')]),
    ...reserved
      .filter((one) => overlap(one, range))
      .map((one) =>
        problem(place, `the DHCP pool ${writeRange(range)} overlaps the reserved range ${writeRange(one)}`),
      ),
  ];
  return [
    ...(dhcp ? pool(dhcp, [...at, 'dhcp']) : []),
    ...reserved.flatMap((range, index) => outside(range, [...at, 'reserved', index])),
  ];
};

/** Where nodes have no address of their own they need a pool to get one from: in each family of their cluster. */
const unaddressed = (lab: Lab): readonly Problem[] =>
  lab.machines.flatMap(({ at, name, cluster: of, nics }) => {
    const cluster = lab.clusters.find((one) => one.name === of);
    const lacks = (nic: LabNic | undefined, family: Family): boolean =>
      nic !== undefined &&
      !nic.addresses.some((address) => parseAddress(address)?.family === family) &&
      !lab.networks
        .find((one) => one.name === nic.network)
        ?.subnets.some((subnet) => subnet.cidr.family === family && subnet.dhcp);
    const [first] = nics;
    if (first && lacks(first, 4) && lacks(first, 6)) {
      const what = `node ${name} has no address, and network ${first.network} no DHCP pool`;
      return [problem(at, what, 'Give either of them')];
    }
    if (cluster === undefined || cluster.install === 'none') return [];
    const own = nics.find(({ network }) => network === cluster.network);
    return [...new Set(cluster.pods.map(({ family }) => family))]
      .filter((family) => lacks(own, family))
      .map((family) =>
        problem(
          at,
          `node ${name} has no address of IPv${family}, which ${of} has pods of, and network ${cluster.network} no such DHCP pool`,
          `Give it ${family === 6 ? 'address6' : 'address'}, or the network a pool`,
        ),
      );
  });

export const addressProblems = (lab: Lab): readonly Problem[] => [
  ...lab.networks.flatMap((network) => {
    const all = holders(lab, network);
    return [
      ...network.subnets.flatMap(ranges),
      ...taken(all),
      ...pools(lab, network, all),
      ...all.flatMap((holder) => placed(holder, network)),
    ];
  }),
  ...unaddressed(lab),
];
