/** A cluster for the older generator of ZTP, a plugin of kustomize. It makes the namespace as well. */
import type { ClusterFacts } from './cluster.js';
import { siteCluster, siteNode, siteSource } from './cluster-instance.js';
import type { KubernetesObject } from './core.js';
import { managedClusterLabels } from './plain.js';

/** What a SiteConfig cannot say of this cluster. Undefined: it can say all. */
export const siteConfigLacks = ({ counts, serviceNetwork }: ClusterFacts): string | undefined => {
  if (counts.arbiters > 0) return 'a SiteConfig knows no arbiter';
  return serviceNetwork.length > 1 ? 'a SiteConfig has one network of services' : undefined;
};

export const siteConfig = (facts: ClusterFacts): KubernetesObject => ({
  apiVersion: 'ran.openshift.io/v1',
  kind: 'SiteConfig',
  metadata: { name: facts.id, namespace: facts.id },
  spec: {
    ...siteSource(facts),
    clusters: [
      {
        ...siteCluster(facts),
        serviceNetwork: facts.serviceNetwork,
        clusterLabels: { name: facts.id, ...managedClusterLabels },
        nodes: facts.machines.map((machine) => siteNode(facts, machine)),
      },
    ],
  },
});

/** The generator is named apart from what is applied as it is. */
export const siteKustomization = (generators: readonly string[], resources: readonly string[]) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  generators,
  resources,
});
