import type { Link } from '../../link.js';
import { type DomainReference, toNumber, wireDomain } from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';
import { type DomainStateName, type DomainStatus, domainStatus, stateName } from './state.js';

/** `virDomainInfo`. Memory in KiB, time in nanoseconds. */
export interface DomainInfo {
  readonly state: DomainStateName;
  readonly maxMemory: number;
  readonly memory: number;
  readonly vcpus: number;
  readonly cpuTime: number;
}

/** `virDomainBlockInfo`, all in bytes. */
export interface BlockInfo {
  /** What the guest sees. */
  readonly capacity: number;
  /** The end of what was written. */
  readonly allocation: number;
  /** What the host stores. */
  readonly physical: number;
}

export interface InterfaceAddresses {
  readonly name: string;
  /** MAC address; absent where the source does not know it. */
  readonly hwaddr?: string;
  readonly addresses: readonly {
    readonly family: 'ipv4' | 'ipv6';
    readonly address: string;
    readonly prefix: number;
  }[];
}

/** Asking about a domain; nothing here changes it. */
export function information(link: Link, domain: DomainReference) {
  const dom = wireDomain(domain);
  return {
    /** `virDomainGetXMLDesc` (`DomainXmlFlags`: SECURE, INACTIVE, ...). */
    toXml: async (flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(remote.DOMAIN_GET_XML_DESC, { dom, flags }, options)).xml,

    getState: async (options?: CallOptions): Promise<DomainStatus> =>
      domainStatus(await link.call(remote.DOMAIN_GET_STATE, { dom, flags: 0 }, options)),

    getInfo: async (options?: CallOptions): Promise<DomainInfo> => {
      const info = await link.call(remote.DOMAIN_GET_INFO, { dom }, options);
      return {
        state: stateName(info.state),
        maxMemory: toNumber(info.maxMem),
        memory: toNumber(info.memory),
        vcpus: info.nrVirtCpu,
        cpuTime: toNumber(info.cpuTime),
      };
    },

    isActive: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.DOMAIN_IS_ACTIVE, { dom }, options)).active !== 0,

    isPersistent: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.DOMAIN_IS_PERSISTENT, { dom }, options)).persistent !== 0,

    isUpdated: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.DOMAIN_IS_UPDATED, { dom }, options)).updated !== 0,

    /** `virDomainGetBlockInfo`: of a disk by its target (`vda`) or source path. */
    blockInfo: async (disk: string, options?: CallOptions): Promise<BlockInfo> => {
      const info = await link.call(remote.DOMAIN_GET_BLOCK_INFO, { dom, path: disk, flags: 0 }, options);
      return {
        capacity: toNumber(info.capacity),
        allocation: toNumber(info.allocation),
        physical: toNumber(info.physical),
      };
    },

    /** `virDomainInterfaceAddresses` (`InterfaceAddressesSource`: leases, guest agent, host's ARP table). */
    interfaceAddresses: async (source = 0, options?: CallOptions): Promise<InterfaceAddresses[]> => {
      const { ifaces } = await link.call(remote.DOMAIN_INTERFACE_ADDRESSES, { dom, source, flags: 0 }, options);
      return ifaces.map(({ name, hwaddr, addrs }) => ({
        name,
        ...(hwaddr === null ? {} : { hwaddr }),
        addresses: addrs.map(({ type, addr, prefix }) => ({
          family: type === 1 ? 'ipv6' : 'ipv4',
          address: addr,
          prefix,
        })),
      }));
    },

    /** `virDomainGetHostname` (`DomainHostnameFlags`: LEASE, AGENT; without, the driver chooses). */
    getHostname: async (flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(remote.DOMAIN_GET_HOSTNAME, { dom, flags }, options)).hostname,

    /**
     * `virDomainAgentSetResponseTimeout`: seconds that each command to the guest's agent may take from now on, whoever
     * gives it; -2: for ever, as it is in the beginning; -1: as long as libvirt waits for an agent to say that it is there.
     */
    agentSetResponseTimeout: async (timeout: number, options?: CallOptions): Promise<void> => {
      await link.call(remote.DOMAIN_AGENT_SET_RESPONSE_TIMEOUT, { dom, timeout, flags: 0 }, options);
    },

    /** `virDomainMemoryStats`: value by `virDomainMemoryStatTags` number. */
    memoryStats: async (options?: CallOptions): Promise<ReadonlyMap<number, number>> => {
      const { stats } = await link.call(remote.DOMAIN_MEMORY_STATS, { dom, maxStats: 64, flags: 0 }, options);
      return new Map(stats.map(({ tag, val }) => [tag, toNumber(val)]));
    },
  };
}
export type DomainInformationCalls = ReturnType<typeof information>;
