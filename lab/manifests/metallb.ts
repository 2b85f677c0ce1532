/** Addresses for Services of type LoadBalancer in a cluster (metallb.io, "Configuration", layer 2). */
import { writeAddress } from '../spec/addresses.js';
import type { ClusterFacts } from './cluster.js';
import type { KubernetesObject } from './core.js';

const poolName = 'lab';
/** Where OpenShift's operator has it. */
const namespace = 'metallb-system';

/** In order; empty: the document gives the cluster none. */
export const metallb = ({ cluster }: ClusterFacts): readonly KubernetesObject[] => {
  if (cluster.metallb.length === 0) return [];
  const addresses = cluster.metallb.map(
    ({ family, first, last }) => `${writeAddress(family, first)}-${writeAddress(family, last)}`,
  );
  return [
    {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: poolName, namespace },
      spec: { addresses, autoAssign: true },
    },
    {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'L2Advertisement',
      metadata: { name: poolName, namespace },
      spec: { ipAddressPools: [poolName] },
    },
  ];
};
