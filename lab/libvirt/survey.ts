/** What a hypervisor has now, read once for a plan. */
import {
  type Domain,
  type DomainStateName,
  DomainXmlFlags,
  type Hypervisor,
  isLibvirtError,
  ListDomainsFlags,
  type Network,
  NetworkXmlFlags,
  type NodeInfo,
  type StoragePool,
  type StoragePoolInfo,
  type StorageVolumeInfo,
} from '../../src/libvirt/index.js';
import type { LabHypervisor } from '../spec/types.js';
import { type Mark, markOf } from './mark.js';
import { all, first, readXml, type XmlNode } from './xml.js';

export interface FoundNetwork {
  readonly name: string;
  readonly network: Network;
  readonly tree: XmlNode;
  readonly mark?: Mark;
  readonly active: boolean;
  readonly autostart: boolean;
}

export interface FoundDomain {
  readonly name: string;
  readonly uuid: string;
  readonly domain: Domain;
  /** The configuration, secrets included: what the next start goes by. */
  readonly tree: XmlNode;
  readonly mark?: Mark;
  readonly state: DomainStateName;
}

export interface FoundPool {
  readonly pool: StoragePool;
  readonly active: boolean;
  readonly autostart: boolean;
  /** Its directory, or what volumes' paths begin with. */
  readonly path: string;
  readonly info: StoragePoolInfo;
  /** Capacity in bytes by name. */
  readonly volumes: ReadonlyMap<string, number>;
  /** What they take of the pool, in bytes by name. */
  readonly occupied: ReadonlyMap<string, number>;
}

export interface Survey {
  readonly spec: LabHypervisor;
  readonly connection: Hypervisor;
  readonly host: NodeInfo;
  /** Of the daemon: `9.0.0`. */
  readonly libvirt: string;
  /** Guests can run on the processor itself. */
  readonly kvm: boolean;
  readonly networks: readonly FoundNetwork[];
  readonly domains: readonly FoundDomain[];
  readonly pool?: FoundPool;
}

const networksOf = async (connection: Hypervisor): Promise<readonly FoundNetwork[]> =>
  Promise.all(
    (await connection.listNetworks()).sort(byName).map(async (network) => {
      const [active, persistent] = await Promise.all([network.isActive(), network.isPersistent()]);
      const flags = persistent && active ? NetworkXmlFlags.INACTIVE : 0;
      const [text, autostart] = await Promise.all([network.toXml(flags), persistent && network.getAutostart()]);
      const tree = await readXml(text);
      const mark = markOf(tree);
      return { name: network.name, network, tree, ...(mark && { mark }), active, autostart };
    }),
  );

/** The same order each time: the daemon's own changes from call to call. */
const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name.localeCompare(other.name, 'en', { numeric: true });

const domainsOf = async (connection: Hypervisor): Promise<readonly FoundDomain[]> =>
  Promise.all(
    (await connection.listDomains(ListDomainsFlags.PERSISTENT)).sort(byName).map(async (domain) => {
      const [text, { state }] = await Promise.all([
        domain.toXml(DomainXmlFlags.INACTIVE | DomainXmlFlags.SECURE),
        domain.getState(),
      ]);
      const tree = await readXml(text);
      const mark = markOf(tree);
      return { name: domain.name, uuid: domain.uuid, domain, tree, ...(mark && { mark }), state };
    }),
  );

export const lookUpPool = (connection: Hypervisor, name: string): Promise<StoragePool | undefined> =>
  connection.lookupStoragePoolByName(name).catch((error: unknown) => {
    if (isLibvirtError(error, 'NO_STORAGE_POOL')) return undefined;
    throw error;
  });

const poolOf = async (connection: Hypervisor, name: string): Promise<FoundPool | undefined> => {
  const pool = await lookUpPool(connection, name);
  if (pool === undefined) return undefined;
  const [active, autostart, text, info] = await Promise.all([
    pool.isActive(),
    pool.getAutostart(),
    pool.toXml(),
    pool.getInfo(),
  ]);
  const volumes = active ? await pool.volumes() : [];
  const infos = await Promise.all(volumes.map((volume) => volume.getInfo()));
  const byName = (of: (info: StorageVolumeInfo) => number): ReadonlyMap<string, number> =>
    new Map(infos.map((one, index) => [volumes[index]?.name ?? '', of(one)]));
  return {
    pool,
    active,
    autostart,
    path: first(await readXml(text), 'target/path')?.text ?? '',
    info,
    volumes: byName(({ capacity }) => capacity),
    occupied: byName(({ allocation }) => allocation),
  };
};

export const survey = async (spec: LabHypervisor, connection: Hypervisor): Promise<Survey> => {
  const [host, libvirt, capabilities, networks, domains, pool] = await Promise.all([
    connection.getNodeInfo(),
    connection.getLibVersion(),
    connection.getCapabilities(),
    networksOf(connection),
    domainsOf(connection),
    poolOf(connection, spec.pool),
  ]);
  const kinds = all(await readXml(capabilities), 'guest/arch/domain').map(({ attributes }) => attributes.type);
  return { spec, connection, host, libvirt, kvm: kinds.includes('kvm'), networks, domains, ...(pool && { pool }) };
};
