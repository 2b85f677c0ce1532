/** What a hub needs once before it installs others, and once a cluster is there. */
import type { ClusterFacts } from './cluster.js';
import type { KubernetesObject } from './core.js';
import { placeholder, variableOf } from './secrets.js';

const claim = (storage: string) => ({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } });

/** Hosts in the namespaces of other clusters are looked after as well. */
const provisioning: KubernetesObject = {
  apiVersion: 'metal3.io/v1alpha1',
  kind: 'Provisioning',
  metadata: { name: 'provisioning-configuration' },
  spec: { provisioningNetwork: 'Disabled', watchAllNamespaces: true },
};

/** Sizes that ACM's documentation gives as the least; the hub's default storage class makes the volumes. */
const agentServiceConfig: KubernetesObject = {
  apiVersion: 'agent-install.openshift.io/v1beta1',
  kind: 'AgentServiceConfig',
  metadata: { name: 'agent' },
  spec: { databaseStorage: claim('10Gi'), filesystemStorage: claim('100Gi'), imageStorage: claim('50Gi') },
};

const clusterImageSet = (name: string, releaseImage: string): KubernetesObject => ({
  apiVersion: 'hive.openshift.io/v1',
  kind: 'ClusterImageSet',
  metadata: { name },
  spec: { releaseImage },
});

/** In order. ACM makes the sets of released versions itself: there is one here where the document names its image. */
export const hubServices = ({ lab }: ClusterFacts): readonly KubernetesObject[] => {
  const { imageSet, releaseImage } = lab.openshift;
  return [
    provisioning,
    agentServiceConfig,
    ...(imageSet !== undefined && releaseImage !== undefined ? [clusterImageSet(imageSet, releaseImage)] : []),
  ];
};

/**
 * A cluster that Argo CD deploys to (argo-cd.readthedocs.io, "Declarative Setup", "Clusters"). Its token and its
 * authority exist once it is installed, so they are always placeholders.
 */
export const argoCluster = ({ cluster, id }: ClusterFacts): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: `cluster-${id}`,
    namespace: 'openshift-gitops',
    labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
  },
  type: 'Opaque',
  stringData: {
    name: id,
    server: `https://api.${cluster.fqdn}:6443`,
    config: JSON.stringify(
      {
        bearerToken: placeholder(variableOf(id, 'TOKEN')),
        tlsClientConfig: { insecure: false, caData: placeholder(variableOf(id, 'CA_DATA')) },
      },
      undefined,
      2,
    ),
  },
});
