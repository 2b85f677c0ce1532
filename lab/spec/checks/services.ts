/** Addresses of the host that its services are to have. */
import { contains, parseAddress, parseCidr } from '../addresses.js';
import type { LabDocument } from '../document.generated.js';
import { type Place, type Problem, problem } from '../problem.js';
import type { Lab } from '../types.js';
import { gatewayName, holders } from './addresses.js';

interface Service {
  readonly at: Place;
  readonly what: string;
  readonly address: string;
}

const servicesOf = ({ bmc, loadBalancer }: Lab): readonly Service[] => [
  { at: ['bmc', 'address'], what: 'the BMC', address: bmc.address },
  ...(loadBalancer
    ? [{ at: ['loadBalancer', 'address'], what: 'the load balancer', address: loadBalancer.address }]
    : []),
];

/** Addresses that no client can ask for. */
const nobodys = ['0.0.0.0/8', '224.0.0.0/3', '::/128', 'ff00::/8'].flatMap((text) => parseCidr(text) ?? []);

/** An address of the host may be the gateway's, and nobody else's. */
const misplaced = (lab: Lab, { at, what, address }: Service): readonly Problem[] => {
  const parsed = parseAddress(address);
  if (parsed === undefined) return [];
  if (nobodys.some((cidr) => contains(cidr, parsed)))
    return [problem(at, `${address} is no address to reach ${what} at`, 'Name one that this host has')];
  const other = lab.networks
    .flatMap((network) => holders(lab, network))
    .find((one) => one.what !== gatewayName && one.address === address);
  if (other) return [problem(at, `${address} is to be that of ${what}, and is that of ${other.what}`)];
  return lab.networks
    .filter(({ mode }) => mode !== 'bridge')
    .flatMap(({ name, subnets }) =>
      subnets
        .filter((subnet) => contains(subnet.cidr, parsed) && subnet.gateway !== address)
        .map(({ gateway }) =>
          problem(at, `${address} of ${what} is in network ${name}, where this host is ${gateway}`, `Take ${gateway}`),
        ),
    );
};

/** Ports of the load balancer. */
export const balancerPorts = [443, 6443, 80] as const;

const ports = ({ bmc, loadBalancer }: Lab): readonly Problem[] =>
  loadBalancer?.address === bmc.address && balancerPorts.some((port) => port === bmc.port)
    ? [problem(['bmc', 'port'], `${bmc.port} of ${bmc.address} is the load balancer's`, 'Take another, such as 8000')]
    : [];

/** Where the document names none: libvirt's own gateway is this host, and that of a bridged network may be anybody. */
export const guessProblems = (document: LabDocument, { bmc, networks: [first] }: Lab): readonly Problem[] =>
  document.bmc.address === undefined && first?.mode === 'bridge'
    ? [
        {
          ...problem(
            ['bmc'],
            `the BMC is to be at ${bmc.address}, the gateway of the bridged network ${first.name}, which may be another host`,
            'Name an address that this host has (bmc.address)',
          ),
          severity: 'warning',
        },
      ]
    : [];

/** A resolver that asks itself does not end. */
const circles = ({ dns, networks }: Lab): readonly Problem[] =>
  dns.enabled
    ? dns.upstream.flatMap((address, index) => {
        const own = networks.find(
          ({ mode, subnets }) => mode !== 'bridge' && subnets.some(({ gateway }) => gateway === address),
        );
        return own === undefined
          ? []
          : [
              problem(
                ['dns', 'upstream', index],
                `${address} is where the lab's DNS itself is, in network ${own.name}`,
              ),
            ];
      })
    : [];

export const serviceProblems = (lab: Lab): readonly Problem[] => [
  ...servicesOf(lab).flatMap((service) => misplaced(lab, service)),
  ...ports(lab),
  ...circles(lab),
];
