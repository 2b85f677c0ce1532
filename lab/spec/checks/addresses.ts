/** Nothing may have an address that something else has, or that is not of its network. */
import { contains, overlap, parseAddress, type Range, within, writeRange } from '../addresses.js';
import { type Place, type Problem, problem } from '../problem.js';
import type { Lab, LabNetwork, LabSubnet } from '../types.js';

/** An address that one thing alone may have. */
interface Holder {
  readonly at: Place;
  readonly what: string;
  readonly address: string;
}

const holders = (lab: Lab, network: LabNetwork): readonly Holder[] => [
  ...network.subnets.map(({ at, gateway }) => ({ at: [...at, 'gateway'], what: 'the gateway', address: gateway })),
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

const placed = ({ at, what, address }: Holder, subnets: readonly LabSubnet[]): readonly Problem[] => {
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

const ranges = ({ at, cidr, dhcp, reserved }: LabSubnet): readonly Problem[] => {
  const outside = (range: Range, place: Place) =>
    within(range, cidr) ? [] : [problem(place, `${writeRange(range)} is outside of ${cidr.text}`)];
  return [
    ...(dhcp ? outside(dhcp, [...at, 'dhcp']) : []),
    ...reserved.flatMap((range, index) => outside(range, [...at, 'reserved', index])),
  ];
};

/** Where nodes have no address of their own they need a pool to get one from. */
const unaddressed = (lab: Lab): readonly Problem[] =>
  lab.machines.flatMap(({ at, name, nics }) => {
    const [nic] = nics;
    const network = lab.networks.find((one) => one.name === nic?.network);
    if (nic === undefined || nic.addresses.length > 0 || network?.subnets.some(({ dhcp }) => dhcp)) return [];
    return [problem(at, `node ${name} has no address, and network ${nic.network} no DHCP pool`, 'Give either of them')];
  });

/** An address of the host may be the gateway's, and nobody else's. */
const services = (lab: Lab): readonly Problem[] => {
  const own = [
    { at: ['bmc', 'address'], what: 'the BMC', address: lab.bmc.address },
    ...(lab.loadBalancer
      ? [{ at: ['loadBalancer', 'address'], what: 'the load balancer', address: lab.loadBalancer.address }]
      : []),
  ];
  const held = lab.networks.flatMap((network) => holders(lab, network)).filter(({ what }) => what !== 'the gateway');
  return own.flatMap(({ at, what, address }) => {
    const other = held.find((one) => one.address === address);
    return other ? [problem(at, `${address} is to be that of ${what}, and is that of ${other.what}`)] : [];
  });
};

export const addressProblems = (lab: Lab): readonly Problem[] => [
  ...lab.networks.flatMap((network) => {
    const all = holders(lab, network);
    return [
      ...network.subnets.flatMap(ranges),
      ...taken(all),
      ...pools(lab, network, all),
      ...all.flatMap((holder) => placed(holder, network.subnets)),
    ];
  }),
  ...unaddressed(lab),
  ...services(lab),
];
