/** What a hypervisor has now, read once for a plan. */
import {
  type Domain,
  type DomainStateName,
  DomainStatsTypes,
  DomainXmlFlags,
  type Hypervisor,
  isLibvirtError,
  ListDomainsFlags,
  ListNetworksFlags,
  type Network,
  NetworkXmlFlags,
  type NodeInfo,
  type StoragePool,
  type StoragePoolInfo,
  stateName,
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
  /** libvirt lists volumes whose files are gone. */
  readonly stale: boolean;
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

/** The same order each time: the daemon's own changes from call to call. */
const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name.localeCompare(other.name, 'en', { numeric: true });

/** Each one by one, in one go. What has gone since it was listed is left out. */
const eachOf = async <T, Found>(listed: readonly T[], look: (one: T) => Promise<Found>): Promise<readonly Found[]> => {
  const found = await Promise.all(
    listed.map((one) =>
      look(one).catch((error: unknown) => {
        if (isLibvirtError(error, 'NO_NETWORK', 'NO_DOMAIN', 'NO_STORAGE_VOL')) return undefined;
        throw error;
      }),
    ),
  );
  return found.filter((one) => one !== undefined);
};

const uuidsOf = async (listed: Promise<readonly { readonly uuid: string }[]>): Promise<ReadonlySet<string>> =>
  new Set((await listed).map(({ uuid }) => uuid));

const networksOf = async (connection: Hypervisor): Promise<readonly FoundNetwork[]> => {
  const { ACTIVE, PERSISTENT, AUTOSTART } = ListNetworksFlags;
  const [listed, activeOnes, persistent, starting] = await Promise.all([
    connection.listNetworks(),
    uuidsOf(connection.listNetworks(ACTIVE)),
    uuidsOf(connection.listNetworks(PERSISTENT)),
    uuidsOf(connection.listNetworks(AUTOSTART)),
  ]);
  return eachOf(listed.sort(byName), async (network) => {
    const { name, uuid } = network;
    const active = activeOnes.has(uuid);
    const tree = await readXml(await network.toXml(active && persistent.has(uuid) ? NetworkXmlFlags.INACTIVE : 0));
    const mark = markOf(tree);
    return { name, network, tree, ...(mark && { mark }), active, autostart: starting.has(uuid) };
  });
};

/** All at once. libvirt keeps them itself: no guest is asked. */
const statesOf = async (connection: Hypervisor): Promise<ReadonlyMap<string, DomainStateName>> =>
  new Map(
    (await connection.getDomainStats(DomainStatsTypes.STATE)).map(({ domain, stats }) => [
      domain.uuid,
      stateName(Number(stats['state.state'])),
    ]),
  );

const definitionsOf = async (connection: Hypervisor): Promise<readonly Omit<FoundDomain, 'state'>[]> =>
  eachOf((await connection.listDomains(ListDomainsFlags.PERSISTENT)).sort(byName), async (domain) => {
    const tree = await readXml(await domain.toXml(DomainXmlFlags.INACTIVE | DomainXmlFlags.SECURE));
    const mark = markOf(tree);
    return { name: domain.name, uuid: domain.uuid, domain, tree, ...(mark && { mark }) };
  });

const domainsOf = async (connection: Hypervisor): Promise<readonly FoundDomain[]> => {
  const [definitions, states] = await Promise.all([definitionsOf(connection), statesOf(connection)]);
  return eachOf(definitions, async (found) => ({
    ...found,
    // Younger than the others' states: only such a one is asked for its own.
    state: states.get(found.uuid) ?? (await found.domain.getState()).state,
  }));
};

export const lookUpPool = (connection: Hypervisor, name: string): Promise<StoragePool | undefined> =>
  connection.lookupStoragePoolByName(name).catch((error: unknown) => {
    if (isLibvirtError(error, 'NO_STORAGE_POOL')) return undefined;
    throw error;
  });

export const poolOf = async (connection: Hypervisor, name: string): Promise<FoundPool | undefined> => {
  const pool = await lookUpPool(connection, name);
  if (pool === undefined) return undefined;
  const [autostart, text, info] = await Promise.all([pool.getAutostart(), pool.toXml(), pool.getInfo()]);
  const active = info.state === 'running';
  const listed = active ? await pool.volumes() : [];
  const volumes = await eachOf(listed, async (volume) => ({
    name: volume.name,
    info: await volume.getInfo(),
  }));
  return {
    pool,
    active,
    autostart,
    path: first(await readXml(text), 'target/path')?.text ?? '',
    info,
    stale: volumes.length < listed.length,
    volumes: new Map(volumes.map((volume) => [volume.name, volume.info.capacity])),
    occupied: new Map(volumes.map((volume) => [volume.name, volume.info.allocation])),
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
