/** What `openshift-install agent create image` reads: install-config.yaml and agent-config.yaml. */
import { parseAddress } from '../spec/addresses.js';
import { type ClusterFacts, installerRole } from './cluster.js';
import { interfacesOf, nmstateOf } from './network.js';
import { rootDeviceHints } from './node.js';
import { type LabSecrets, pullSecretOf } from './secrets.js';

const pool = (name: string, replicas: number) => ({ name, replicas, platform: {} });

/** Without VIPs there is nothing for the installer to keep on the platform. `hosts` are in agent-config.yaml. */
const platform = ({ apiVips, ingressVips }: ClusterFacts) =>
  apiVips.length === 0
    ? { none: {} }
    : {
        baremetal: {
          apiVIPs: apiVips,
          ingressVIPs: ingressVips,
          hosts: [],
        },
      };

export const installConfig = (facts: ClusterFacts, secrets: LabSecrets) => {
  const { id, baseDomain, counts, sshKey } = facts;
  return {
    apiVersion: 'v1',
    baseDomain,
    metadata: { name: id },
    controlPlane: pool('master', counts.masters),
    ...(counts.arbiters > 0 && { arbiter: pool('arbiter', counts.arbiters) }),
    compute: [pool('worker', counts.workers)],
    networking: {
      networkType: 'OVNKubernetes',
      clusterNetwork: facts.clusterNetwork,
      machineNetwork: facts.machineNetwork,
      serviceNetwork: facts.serviceNetwork,
    },
    platform: platform(facts),
    pullSecret: pullSecretOf(secrets),
    ...(sshKey !== undefined && { sshKey }),
  };
};

/**
 * The address at which the others meet: a fixed one of a master, of the first family that the cluster is of. Undefined: no
 * master has one.
 */
export const rendezvousIp = ({ machines, families }: ClusterFacts): string | undefined => {
  const addresses = machines
    .filter((machine) => installerRole(machine) === 'master')
    .flatMap(({ nics }) => nics.flatMap((nic) => nic.addresses));
  return families.flatMap((family) => addresses.filter((one) => parseAddress(one)?.family === family))[0];
};

export const agentConfig = (facts: ClusterFacts) => ({
  apiVersion: 'v1beta1',
  kind: 'AgentConfig',
  metadata: { name: facts.id },
  rendezvousIP: rendezvousIp(facts),
  ...(facts.ntp.length > 0 && { additionalNTPSources: facts.ntp }),
  hosts: facts.machines.map((machine) => {
    const hints = rootDeviceHints(machine);
    return {
      hostname: machine.name,
      role: installerRole(machine),
      ...(hints && { rootDeviceHints: hints }),
      interfaces: interfacesOf(machine),
      networkConfig: nmstateOf(facts.lab, machine),
    };
  }),
});
