/** What a firewalld on this host holds shut, and machines that are rehearsed have to reach. */
import { type Ask, firewallCmd, isOpen, placeFor, readFirewall, zoneOf } from '../host/firewall.js';
import { portOf } from '../host/ports.js';
import type { Site } from '../kinds/site.js';
import { balancerPorts } from '../spec/checks/services.js';
import type { LabMachine, LabNetwork } from '../spec/types.js';
import { frontsOf, whyNoBalancer } from './fronts.js';
import { clusterOf, seatOf } from './perform.js';
import { ports } from './stand-ins.js';

interface Door {
  readonly network: LabNetwork | undefined;
  readonly address: string;
  readonly port: number;
}

/** Where a machine comes to this host: the desk, its cluster's VIPs, and the load balancer if it goes by that. */
const doorsOf = (site: Site, machine: LabMachine, port: number): readonly Door[] => {
  const { lab } = site;
  const cluster = clusterOf(site, machine);
  const network = lab.networks.find(({ name }) => name === machine.nics[0]?.network);
  const at = (address: string | undefined, these: readonly number[]): readonly Door[] =>
    address === undefined ? [] : these.map((one) => ({ network, address, port: one }));
  const vips = cluster.apiVips.length === 0 ? [] : frontsOf(lab, cluster, machine);
  return [
    ...at(seatOf(site, machine), [port]),
    ...vips.flatMap(({ api, apps }) => [...at(api, ports.api), ...at(apps, [443, 80])]),
    ...(whyNoBalancer(lab, cluster, machine) === undefined ? at(lab.loadBalancer?.address, balancerPorts) : []),
  ];
};

/** A sentence for each zone or policy that is in the way, with what to tell firewalld. */
export const closedDoors = async (
  site: Site,
  machines: readonly LabMachine[],
  port: number,
  ask: Ask = firewallCmd(),
): Promise<readonly string[]> => {
  const found = await readFirewall(ask);
  if (found === undefined) return [];
  const closed = new Map<string, { readonly name: string; readonly ports: Set<string> }>();
  for (const { network, ...door } of machines.flatMap((machine) => doorsOf(site, machine, port))) {
    const place = placeFor(found, zoneOf(found, network?.bridge, network));
    const need = { ...door, protocol: 'tcp', who: 'rehearsal', service: '', inside: true } as const;
    if (place === undefined || isOpen(place, need)) continue;
    const shut = closed.get(place.option) ?? { name: place.name, ports: new Set() };
    closed.set(place.option, { ...shut, ports: shut.ports.add(portOf(need)) });
  }
  return [...closed].map(
    ([option, { name, ports: shut }]) =>
      `firewalld holds ${[...shut].join(', ')} of this host shut in ${name}, by which machines come to it. For the time of the rehearsal: ` +
      `firewall-cmd ${[option, ...[...shut].map((one) => `--add-port=${one}`)].join(' ')} (firewall-cmd --reload takes it back)`,
  );
};
