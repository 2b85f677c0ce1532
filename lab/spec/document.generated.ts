/** A lab as it was written, with defaults: made from schemas/lab.schema.json. `npm run generate` */

/**
 * A network, by its first address and its length: 192.168.135.0/24, fd00:135::/64.
 */
export type Cidr = string;
/**
 * From and to, both included: .100-.149. One address is a range, too.
 */
export type Range = string;
/**
 * Bytes, with a unit: 32GiB, 120GB; not 0.
 */
export type Size = string;
/**
 * An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).
 */
export type Address = string;
/**
 * A host name, or an IP address, whole or short for one of the first network: time.example.com, 192.0.2.1, .1.
 */
export type Host = string;

/**
 * A lab of libvirt machines for bare-metal installations: networks, machines, DNS, load balancer and BMC.
 */
export interface LabDocument {
  /**
   * Of the lab: lower-case letters, digits and -, a letter first and no - last, at most 31. It is in the mark of everything that the lab makes, so two labs on one host need two names.
   */
  name: string;
  /**
   * Domain that the clusters' names are in.
   */
  baseDomain: string;
  /**
   * Shrinks every machine's vCPUs, memory and disks to fit a host: 0.25 is a quarter.
   */
  scale: number;
  /**
   * What the planner does about machines that are too small for OpenShift's installers: refuse them, warn, or ignore it (for rehearsals without an installation).
   */
  floors: 'refuse' | 'warn' | 'ignore';
  /**
   * How far the machines may exceed the host: vCPUs per CPU, memory as a part of the host's, disk as a part of the pool's free space.
   */
  overcommit: {
    vcpus: number;
    memory: number;
    disk: number;
  };
  /**
   * Where the machines run. Without: qemu:///system.
   *
   * @minItems 1
   */
  hypervisors: Hypervisor[];
  /**
   * By name. The first is the machines' own where nothing else is said.
   */
  networks: {
    [k: string]: Network;
  };
  /**
   * Kinds of machines, by name.
   */
  flavors: {
    [k: string]: Flavor;
  };
  /**
   * By name.
   */
  clusters: {
    [k: string]: Cluster;
  };
  loadBalancer?: LoadBalancer;
  dns: DNS;
  ntp: NTP;
  bmc: BMC;
  openshift: OpenShift;
  gitops?: GitOps;
}
export interface Hypervisor {
  /**
   * Lower-case letters, digits, . and -. Without: what the URI says.
   */
  name?: string;
  /**
   * A libvirt URI, such as qemu:///system or qemu+ssh://root@other/system.
   */
  uri: string;
  /**
   * Storage pool for the machines' volumes: letters, digits, _, . and -.
   */
  pool: string;
  /**
   * Directory of that pool, from / on, for where it has to be made.
   */
  poolPath: string;
}
export interface Network {
  /**
   * nat, routed, isolated and open are libvirt networks; bridge is a bridge of the host that is there already.
   */
  mode: 'nat' | 'routed' | 'isolated' | 'open' | 'bridge';
  /**
   * Name of the bridge device: at most 15 letters, digits, _, . and -. Required with mode bridge; otherwise made of the lab's and the network's name.
   */
  bridge?: string;
  /**
   * VLAN tag of every port, with mode bridge (Open vSwitch).
   */
  vlan?: number;
  mtu?: number;
  ipv4?: Subnet;
  ipv6?: Subnet;
}
export interface Subnet {
  cidr: Cidr;
  /**
   * Without: the first address.
   */
  gateway?: string;
  /**
   * Pool for machines that are no nodes of the lab. Nodes have reservations.
   */
  dhcp?: string;
  /**
   * Addresses and ranges that nothing of the lab may have.
   */
  reserved?: Range[];
}
export interface Flavor {
  vcpus: number;
  memory: Size;
  /**
   * The first is the one that is installed to.
   *
   * @minItems 1
   * @maxItems 24
   */
  disks: Disk[];
  firmware: 'uefi' | 'bios';
  secureBoot: boolean;
  /**
   * A TPM 2.0 (needs swtpm on the hypervisor).
   */
  tpm: boolean;
  /**
   * CPU mode of libvirt, where the virtualisation has it.
   */
  cpu: 'host-passthrough' | 'host-model' | 'maximum';
  /**
   * Machine type of QEMU: q35, pc-q35-9.0.
   */
  machine: string;
  /**
   * auto: KVM where the host has it, otherwise QEMU's emulation.
   */
  virt: 'auto' | 'kvm' | 'qemu';
  watchdog: boolean;
  /**
   * Keep what the guest writes on its serial console.
   */
  serialLog: boolean;
  /**
   * Names of the networks that it has a card in, the first being the one that it boots from. Without: the cluster's.
   *
   * @minItems 1
   */
  networks?: string[];
}
export interface Disk {
  size: Size;
  bus: 'virtio' | 'sata' | 'scsi' | 'nvme';
  /**
   * At most 20 letters, digits, _, . and -. Without: made of the machine's and the disk's name.
   */
  serial?: string;
  rotational: boolean;
}
export interface Cluster {
  /**
   * Without: the cluster's name in the base domain.
   */
  fqdn?: string;
  /**
   * It installs the clusters whose install is acm.
   */
  hub: boolean;
  /**
   * How it is to be installed: by the agent-based installer, by the hub (acm), or not at all.
   */
  install: 'agent' | 'acm' | 'none';
  /**
   * Name of the network of its nodes and VIPs. Without: the first.
   */
  network?: string;
  /**
   * Name of the hypervisor of its nodes. Without: the first.
   */
  hypervisor?: string;
  /**
   * @minItems 1
   * @maxItems 2
   */
  apiVips?: Address[];
  /**
   * @minItems 1
   * @maxItems 2
   */
  ingressVips?: Address[];
  /**
   * @minItems 1
   * @maxItems 2
   */
  pods: Cidr[];
  /**
   * @minItems 1
   * @maxItems 2
   */
  services: Cidr[];
  /**
   * ClusterImageSet that the hub installs: img4.18.1-x86-64. Without: the one of openshift.
   */
  imageSet?: string;
  /**
   * Addresses of its network for Services of type LoadBalancer: .180-.189.
   *
   * @minItems 1
   */
  metallb?: Range[];
  /**
   * Nodes, one by one or in groups (with count).
   *
   * @minItems 1
   */
  nodes: Node[];
}
export interface Node {
  /**
   * So many alike. Names, addresses and identities count on.
   */
  count?: number;
  /**
   * A host name: lower-case letters, digits and -. Without: cluster, role and a number: etl4-master-0. With count it needs a place for the number: etl4-node-%d.
   */
  name?: string;
  role: 'master' | 'worker' | 'storage' | 'arbiter' | 'single';
  flavor: string;
  hypervisor?: string;
  /**
   * An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).
   */
  address?: string;
  /**
   * An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).
   */
  address6?: string;
  /**
   * Without: made of the lab's, the cluster's and the node's name.
   */
  uuid?: string;
  /**
   * Of the first card. Without: made like the UUID.
   */
  mac?: string;
}
/**
 * HAProxy, which routes by SNI on one external address to the clusters' VIPs.
 */
export interface LoadBalancer {
  /**
   * An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).
   */
  address: string;
  /**
   * Path of HAProxy's stats socket, from / on. Without: in the lab's directory.
   */
  stats?: string;
}
export interface DNS {
  enabled: boolean;
  /**
   * Servers that are asked for all other names. Without: those of the host.
   */
  upstream?: Address[];
  /**
   * How the hypervisor itself comes to resolve the lab's names; auto finds out which of them it has.
   */
  host: 'auto' | 'systemd-resolved' | 'NetworkManager' | 'hosts' | 'none';
}
export interface NTP {
  /**
   * Serve time on the gateway (chrony).
   */
  enabled: boolean;
  /**
   * Time servers that the nodes are to use instead.
   */
  servers?: Host[];
}
/**
 * The Redfish service, `redfish-emu serve`.
 */
export interface BMC {
  /**
   * An IP address, whole (192.168.135.20, fd00::20) or short for one of its network (.20, ::20).
   */
  address?: string;
  port: number;
  /**
   * At most 64 letters, digits, ., _, @ and -.
   */
  user: string;
  /**
   * Without: a password is made once, and kept in the lab's directory.
   */
  passwordFile?: string;
  /**
   * Serve plain http as well as https.
   */
  allowHttp: boolean;
}
/**
 * What clusters are installed with. Paths are relative to this document.
 */
export interface OpenShift {
  /**
   * ClusterImageSet of clusters that name none of their own: img4.18.1-x86-64.
   */
  imageSet?: string;
  /**
   * Image of that set, where the hub does not know the set already: quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64.
   */
  releaseImage?: string;
  /**
   * Pull secret, as console.redhat.com hands it out. Read where secrets are asked for.
   */
  pullSecretFile?: string;
  /**
   * Public key that may log in to the nodes.
   */
  sshKeyFile?: string;
}
/**
 * Where what runs on the clusters is kept.
 */
export interface GitOps {
  /**
   * URL of its repository, https://git.example.com/lab.git or git@example.com:lab.git: INFRA_GITOPS_REPO of the environment file.
   */
  repo: string;
}
