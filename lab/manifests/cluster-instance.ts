/** A cluster for the SiteConfig operator of ACM, which makes the other objects of it. */
import type { LabMachine } from '../spec/types.js';
import { type ClusterFacts, installerRole } from './cluster.js';
import type { KubernetesObject } from './core.js';
import { interfacesOf, nmstateOf } from './network.js';
import { bmcAddress, bmcSecretName, bootMac, bootMode, nodeLabels, pullSecretName, rootDeviceHints } from './node.js';
import { managedClusterLabels } from './plain.js';

/** The operator's templates for the assisted installer are where ACM is. */
const template = (name: string) => [{ name, namespace: 'open-cluster-management' }];

/** What ClusterInstance and SiteConfig say alike of a node. */
export const siteNode = (facts: ClusterFacts, machine: LabMachine) => {
  const hints = rootDeviceHints(machine);
  const labels = nodeLabels(machine);
  return {
    hostName: machine.name,
    role: installerRole(machine),
    bmcAddress: bmcAddress(facts.lab, machine),
    bmcCredentialsName: { name: bmcSecretName },
    bootMACAddress: bootMac(machine),
    bootMode: bootMode(machine),
    automatedCleaningMode: 'disabled',
    ironicInspect: 'disabled',
    ...(hints && { rootDeviceHints: hints }),
    ...(labels && { nodeLabels: labels }),
    nodeNetwork: { interfaces: interfacesOf(machine), config: nmstateOf(facts.lab, machine) },
  };
};

/** And of a cluster. */
export const siteCluster = (facts: ClusterFacts) => ({
  clusterName: facts.id,
  networkType: 'OVNKubernetes',
  clusterNetwork: facts.clusterNetwork,
  machineNetwork: facts.machineNetwork,
  ...(facts.apiVips.length > 0 && { apiVIPs: facts.apiVips }),
  ...(facts.ingressVips.length > 0 && { ingressVIPs: facts.ingressVips }),
  ...(facts.ntp.length > 0 && { additionalNTPSources: facts.ntp }),
});

/** And of where it comes from. */
export const siteSource = ({ baseDomain, cluster, sshKey }: ClusterFacts) => ({
  baseDomain,
  clusterImageSetNameRef: cluster.imageSet,
  pullSecretRef: { name: pullSecretName },
  ...(sshKey !== undefined && { sshPublicKey: sshKey }),
});

const clusterType = ({ counts }: ClusterFacts): string => {
  if (counts.masters === 1) return 'SNO';
  return counts.arbiters > 0 ? 'HighlyAvailableArbiter' : 'HighlyAvailable';
};

export const clusterInstance = (facts: ClusterFacts): KubernetesObject => ({
  apiVersion: 'siteconfig.open-cluster-management.io/v1alpha1',
  kind: 'ClusterInstance',
  metadata: { name: facts.id, namespace: facts.id },
  spec: {
    ...siteSource(facts),
    clusterType: clusterType(facts),
    ...siteCluster(facts),
    serviceNetwork: facts.serviceNetwork.map((cidr) => ({ cidr })),
    extraLabels: { ManagedCluster: { name: facts.id, ...managedClusterLabels } },
    templateRefs: template('ai-cluster-templates-v1'),
    nodes: facts.machines.map((machine) => ({
      ...siteNode(facts, machine),
      templateRefs: template('ai-node-templates-v1'),
    })),
  },
});
