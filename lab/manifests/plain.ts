/** The objects that ACM and the assisted installer read to install a cluster. */
import type { LabMachine } from '../spec/types.js';
import { type ClusterFacts, installerRole } from './cluster.js';
import type { KubernetesObject } from './core.js';
import { interfacesOf, nmstateOf } from './network.js';
import { bmcAddress, bmcSecretName, bootMac, bootMode, nodeLabels, pullSecretName, rootDeviceHints } from './node.js';

const infraEnvLabel = 'infraenvs.agent-install.openshift.io';
/** Hive and ACM find out the cloud and the vendor themselves. */
export const managedClusterLabels = { cloud: 'auto-detect', vendor: 'auto-detect' } as const;

const meta = ({ id }: ClusterFacts, name = id) => ({ name, namespace: id });

export const clusterDeployment = (facts: ClusterFacts): KubernetesObject => ({
  apiVersion: 'hive.openshift.io/v1',
  kind: 'ClusterDeployment',
  metadata: meta(facts),
  spec: {
    baseDomain: facts.baseDomain,
    clusterName: facts.id,
    clusterInstallRef: {
      group: 'extensions.hive.openshift.io',
      kind: 'AgentClusterInstall',
      version: 'v1beta1',
      name: facts.id,
    },
    platform: { agentBareMetal: { agentSelector: { matchLabels: { 'cluster-name': facts.id } } } },
    pullSecretRef: { name: pullSecretName },
  },
});

export const agentClusterInstall = (facts: ClusterFacts): KubernetesObject => {
  const { cluster, id, counts, apiVips, ingressVips, sshKey } = facts;
  return {
    apiVersion: 'extensions.hive.openshift.io/v1beta1',
    kind: 'AgentClusterInstall',
    metadata: meta(facts),
    spec: {
      clusterDeploymentRef: { name: id },
      imageSetRef: { name: cluster.imageSet },
      networking: {
        networkType: 'OVNKubernetes',
        clusterNetwork: facts.clusterNetwork,
        machineNetwork: facts.machineNetwork,
        serviceNetwork: facts.serviceNetwork,
        // Nobody moves VIPs about between nodes where there is one master. The service knows it of a single node only.
        ...(counts.masters === 1 && { userManagedNetworking: true }),
      },
      provisionRequirements: {
        controlPlaneAgents: counts.masters,
        ...(counts.arbiters > 0 && { arbiterAgents: counts.arbiters }),
        workerAgents: counts.workers,
      },
      ...(apiVips.length > 0 && { apiVIPs: apiVips }),
      ...(ingressVips.length > 0 && { ingressVIPs: ingressVips }),
      ...(sshKey !== undefined && { sshPublicKey: sshKey }),
    },
  };
};

export const managedCluster = ({ id }: ClusterFacts): KubernetesObject => ({
  apiVersion: 'cluster.open-cluster-management.io/v1',
  kind: 'ManagedCluster',
  metadata: { name: id, labels: { name: id, ...managedClusterLabels } },
  spec: { hubAcceptsClient: true },
});

export const klusterletAddonConfig = (facts: ClusterFacts): KubernetesObject => ({
  apiVersion: 'agent.open-cluster-management.io/v1',
  kind: 'KlusterletAddonConfig',
  metadata: meta(facts),
  spec: {
    clusterName: facts.id,
    clusterNamespace: facts.id,
    clusterLabels: managedClusterLabels,
    applicationManager: { enabled: true },
    certPolicyController: { enabled: true },
    policyController: { enabled: true },
    searchCollector: { enabled: true },
  },
});

export const nmstateConfig = (facts: ClusterFacts, machine: LabMachine): KubernetesObject => ({
  apiVersion: 'agent-install.openshift.io/v1beta1',
  kind: 'NMStateConfig',
  metadata: { ...meta(facts, machine.name), labels: { [infraEnvLabel]: facts.id } },
  spec: { interfaces: interfacesOf(machine), config: nmstateOf(facts.lab, machine) },
});

export const infraEnv = (facts: ClusterFacts): KubernetesObject => {
  const { id, ntp, sshKey } = facts;
  return {
    apiVersion: 'agent-install.openshift.io/v1beta1',
    kind: 'InfraEnv',
    metadata: meta(facts),
    spec: {
      clusterRef: meta(facts),
      pullSecretRef: { name: pullSecretName },
      nmStateConfigLabelSelector: { matchLabels: { [infraEnvLabel]: id } },
      ...(ntp.length > 0 && { additionalNTPSources: ntp }),
      ...(sshKey !== undefined && { sshAuthorizedKey: sshKey }),
    },
  };
};

/** The assisted service copies these annotations to the Agent (assisted-service, "Baremetal Agent Controller"). */
const annotations = (machine: LabMachine): Readonly<Record<string, string>> => ({
  'bmac.agent-install.openshift.io/hostname': machine.name,
  'bmac.agent-install.openshift.io/role': installerRole(machine),
  'inspect.metal3.io': 'disabled',
  ...Object.fromEntries(
    Object.entries(nodeLabels(machine) ?? {}).map(([label, value]) => [
      `bmac.agent-install.openshift.io.node-label.${label}`,
      value,
    ]),
  ),
});

export const bareMetalHost = (facts: ClusterFacts, machine: LabMachine): KubernetesObject => {
  const hints = rootDeviceHints(machine);
  return {
    apiVersion: 'metal3.io/v1alpha1',
    kind: 'BareMetalHost',
    metadata: {
      ...meta(facts, machine.name),
      labels: { [infraEnvLabel]: facts.id, 'cluster-name': facts.id },
      annotations: annotations(machine),
    },
    spec: {
      online: true,
      automatedCleaningMode: 'disabled',
      bootMode: bootMode(machine),
      bootMACAddress: bootMac(machine),
      bmc: {
        address: bmcAddress(facts.lab, machine),
        credentialsName: bmcSecretName,
        // Its certificate is its own (docs/certificates.md).
        disableCertificateVerification: true,
      },
      ...(hints && { rootDeviceHints: hints }),
    },
  };
};
