/** Where a machine finds its cluster, which is not there yet: at VIPs that this host takes, or at a node that answers itself. */
import { frontOf } from '../dns/records.js';
import type { Lab, LabCluster, LabMachine } from '../spec/types.js';
import { familiesOf, ofFamily } from './families.js';
import { ports } from './stand-ins.js';

/** Addresses of the API and of ingress that a machine has a way to, a family each. */
export const frontsOf = (lab: Lab, cluster: LabCluster, machine: LabMachine) => {
  // Of a node its first card: no other has addresses while it is rehearsed.
  const near = (address: string): boolean =>
    cluster.apiVips.length > 0 || machine.nics[0]?.addresses.includes(address) === true;
  const api = frontOf(lab, cluster, cluster.apiVips).filter(near);
  const apps = frontOf(lab, cluster, cluster.ingressVips).filter(near);
  return familiesOf(lab, machine).flatMap((family) =>
    ofFamily(api, family).flatMap((one) => ofFamily(apps, family).map((other) => ({ family, api: one, apps: other }))),
  );
};

/** Whether a machine answers in its cluster's place, which has no VIPs. */
export const answersItself = (lab: Lab, cluster: LabCluster, machine: LabMachine): boolean =>
  cluster.apiVips.length === 0 && frontsOf(lab, cluster, machine).length > 0;

/** Has it listen in its cluster's place, and bring those who come to the desk at `desk`. */
export const receive = (desk: string, { nics }: LabMachine): string => {
  const { hostname, port } = new URL(desk);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const mac = nics[0]?.mac.toLowerCase().replaceAll(':', '-');
  return [
    `for port in ${[...ports.api, ...ports.ingress].join(' ')}; do`,
    `  nc -ll -p $port -e /bin/relay ${host} ${port} ${mac} $port </dev/null >/dev/null 2>&1 &`,
    'done',
  ].join('\n');
};

/** Why there is nobody to be looked for; undefined: there is. */
export const whyNobody = (lab: Lab, cluster: LabCluster, machine: LabMachine): string | undefined =>
  frontsOf(lab, cluster, machine).length > 0
    ? undefined
    : 'its cluster has no VIPs, and this is not the node that answers in their place, or not by its first card';

/** Why a machine does not go by the load balancer; undefined: it does. */
export const whyNoBalancer = (lab: Lab, cluster: LabCluster, machine: LabMachine): string | undefined => {
  const families = familiesOf(lab, machine);
  const isolated = lab.networks.some(({ name, mode }) => name === machine.nics[0]?.network && mode === 'isolated');
  const { address } = lab.loadBalancer ?? {};
  if (address === undefined) return 'the document has no load balancer';
  if (isolated) return 'an isolated network has no way to it';
  if (families.every((family) => ofFamily([address], family).length === 0))
    return `it has only IPv${families.join()}, and the load balancer ${address}`;
  return whyNobody(lab, cluster, machine);
};
