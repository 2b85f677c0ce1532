/** Kinds of Kubernetes itself, and the list of a directory for kustomize. */
import type { ClusterFacts } from './cluster.js';
import { bmcSecretName, pullSecretName } from './node.js';
import { bmcPasswordOf, type LabSecrets, pullSecretOf } from './secrets.js';

/** An object of Kubernetes, whatever its kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

export const namespace = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { name } },
});

/** The assisted service looks for the label (assisted-service, "Pull secret"). */
export const pullSecret = ({ id }: ClusterFacts, secrets: LabSecrets): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: pullSecretName, namespace: id, labels: { 'agent-install.openshift.io/watch': 'true' } },
  type: 'kubernetes.io/dockerconfigjson',
  stringData: { '.dockerconfigjson': pullSecretOf(secrets) },
});

/** One for all machines of the cluster. */
export const bmcSecret = ({ id, lab }: ClusterFacts, secrets: LabSecrets): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: bmcSecretName, namespace: id, labels: { 'environment.metal3.io': 'baremetal' } },
  type: 'Opaque',
  stringData: { username: lab.bmc.user, password: bmcPasswordOf(secrets) },
});

/** `fifo` keeps the order of the list: kustomize has one of its own by kind, and puts InfraEnv before NMStateConfig. */
export const kustomization = (resources: readonly string[]) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  sortOptions: { order: 'fifo' },
  resources,
});
