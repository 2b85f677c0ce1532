/** A lab with everything filled in: what the planner, the manifests and the probes work with. */
import type { Cidr, Range } from './addresses.js';
import type { Place } from './problem.js';

export interface Lab {
  readonly name: string;
  readonly baseDomain: string;
  readonly scale: number;
  readonly floors: 'refuse' | 'warn' | 'ignore';
  readonly overcommit: { readonly vcpus: number; readonly memory: number; readonly disk: number };
  /** The first is the one whose host has DNS, load balancer and BMC. */
  readonly hypervisors: readonly LabHypervisor[];
  readonly networks: readonly LabNetwork[];
  readonly clusters: readonly LabCluster[];
  /** In the order of the document. */
  readonly machines: readonly LabMachine[];
  readonly loadBalancer?: { readonly address: string; readonly stats?: string };
  readonly dns: { readonly enabled: boolean; readonly upstream: readonly string[]; readonly host: HostResolution };
  readonly ntp: { readonly enabled: boolean; readonly servers: readonly string[] };
  readonly bmc: LabBmc;
  readonly openshift: LabOpenshift;
  readonly gitops?: { readonly repo: string };
}

export type HostResolution = 'auto' | 'systemd-resolved' | 'NetworkManager' | 'hosts' | 'none';

export interface LabHypervisor {
  readonly name: string;
  readonly uri: string;
  readonly pool: string;
  readonly poolPath: string;
}

export interface LabNetwork {
  readonly at: Place;
  /** As the document has it; libvirt's name is `lab-name`. */
  readonly name: string;
  readonly mode: 'nat' | 'routed' | 'isolated' | 'open' | 'bridge';
  /** At most 15 characters, the kernel's limit. */
  readonly bridge: string;
  readonly vlan?: number;
  readonly mtu?: number;
  /** IPv4 first. */
  readonly subnets: readonly LabSubnet[];
}

export interface LabSubnet {
  readonly at: Place;
  readonly cidr: Cidr;
  /** Of the host in a libvirt network; somebody else's in a bridged one. */
  readonly gateway: string;
  readonly dhcp?: Range;
  readonly reserved: readonly Range[];
}

export type NodeRole = 'master' | 'worker' | 'storage' | 'arbiter' | 'single';

export interface LabCluster {
  readonly at: Place;
  readonly name: string;
  readonly fqdn: string;
  readonly hub: boolean;
  readonly install: 'agent' | 'acm' | 'none';
  /** Name of a `LabNetwork`. */
  readonly network: string;
  readonly apiVips: readonly string[];
  readonly ingressVips: readonly string[];
  readonly pods: readonly Cidr[];
  readonly services: readonly Cidr[];
  /** Its own, or that of `Lab.openshift`. */
  readonly imageSet?: string;
  /** For Services of type LoadBalancer. */
  readonly metallb: readonly Range[];
}

export interface LabMachine {
  readonly at: Place;
  /** libvirt's name, and the first label of its host name. */
  readonly name: string;
  readonly cluster: string;
  /** `etl4-master-0.etl4.qe.lab.redhat.com`. */
  readonly fqdn: string;
  readonly role: NodeRole;
  readonly hypervisor: string;
  readonly uuid: string;
  readonly vcpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly cpu: 'host-passthrough' | 'host-model' | 'maximum';
  readonly machine: string;
  readonly virt: 'auto' | 'kvm' | 'qemu';
  readonly firmware: 'uefi' | 'bios';
  readonly secureBoot: boolean;
  readonly tpm: boolean;
  readonly watchdog: boolean;
  readonly serialLog: boolean;
  readonly disks: readonly LabDisk[];
  /** The first is the one that it boots from; its addresses are in that of its cluster. */
  readonly nics: readonly LabNic[];
}

export interface LabDisk {
  /** `vda`. */
  readonly target: string;
  readonly bus: 'virtio' | 'sata' | 'scsi' | 'nvme';
  /** Bytes. */
  readonly size: number;
  readonly serial: string;
  readonly rotational: boolean;
}

export interface LabNic {
  readonly network: string;
  readonly mac: string;
  /** Fixed, at most one of each family; IPv4 first. */
  readonly addresses: readonly string[];
}

export interface LabBmc {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly passwordFile?: string;
  readonly allowHttp: boolean;
}

/** Paths are as the document has them: relative to it. */
export interface LabOpenshift {
  readonly imageSet?: string;
  readonly releaseImage?: string;
  readonly pullSecretFile?: string;
  readonly sshKeyFile?: string;
}
