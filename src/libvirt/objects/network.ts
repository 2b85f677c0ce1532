import type { Link } from '../link.js';
import { type ObjectReference, toNumber, wireObject } from '../names.js';
import type { CallOptions } from '../wire/pending-call.js';
import { remote } from '../wire/protocol.generated.js';

/** `virNetworkDHCPLease`. */
export interface DhcpLease {
  readonly interface: string;
  /** Undefined: it does not expire. */
  readonly expires?: Date;
  readonly family: 'ipv4' | 'ipv6';
  readonly mac?: string;
  readonly iaid?: string;
  readonly address: string;
  readonly prefix: number;
  readonly hostname?: string;
  readonly clientId?: string;
}

/** One change of a network's definition (`virNetworkUpdate`). */
export interface NetworkChange {
  /** `NetworkUpdateCommand`. */
  readonly command: number;
  /** `NetworkUpdateSection`. */
  readonly section: number;
  /** Which `<ip>` or the like it is about; -1 lets libvirt find it. */
  readonly parentIndex?: number;
  readonly xml: string;
  /** `NetworkUpdateFlags`: LIVE, CONFIG or both; none is the current state. */
  readonly flags?: number;
}

/**
 * `VIR_DRV_FEATURE_NETWORK_UPDATE_HAS_CORRECT_ORDER`: daemons before libvirt 7.2 take command and section of an update
 * each in the other's place, and do not know this feature.
 */
const updateOrder = 16;

/** A virtual network: its reference and the calls on it. */
export function createNetwork(link: Link, reference: ObjectReference) {
  const net = wireObject(reference);
  return {
    ...reference,

    /** `virNetworkCreate`: starts it. */
    start: (options?: CallOptions): Promise<void> => link.call(remote.NETWORK_CREATE, { net }, options),
    /** `virNetworkDestroy`: stops it; a transient one is gone then. */
    destroy: (options?: CallOptions): Promise<void> => link.call(remote.NETWORK_DESTROY, { net }, options),
    undefine: (options?: CallOptions): Promise<void> => link.call(remote.NETWORK_UNDEFINE, { net }, options),

    /** `virNetworkUpdate`: a change of one part, live, in the configuration, or both. */
    update: async (change: NetworkChange, options?: CallOptions): Promise<void> => {
      const { command, section, parentIndex = -1, xml, flags = 0 } = change;
      const { supported } = await link.call(remote.CONNECT_SUPPORTS_FEATURE, { feature: updateOrder }, options);
      const ordered = supported > 0 ? { command, section } : { command: section, section: command };
      await link.call(remote.NETWORK_UPDATE, { net, ...ordered, parentIndex, xml, flags }, options);
    },

    /** `NetworkXmlFlags`. */
    toXml: async (flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(remote.NETWORK_GET_XML_DESC, { net, flags }, options)).xml,
    isActive: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.NETWORK_IS_ACTIVE, { net }, options)).active !== 0,
    isPersistent: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.NETWORK_IS_PERSISTENT, { net }, options)).persistent !== 0,
    getAutostart: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.NETWORK_GET_AUTOSTART, { net }, options)).autostart !== 0,
    setAutostart: (autostart: boolean, options?: CallOptions): Promise<void> =>
      link.call(remote.NETWORK_SET_AUTOSTART, { net, autostart: autostart ? 1 : 0 }, options),
    getBridgeName: async (options?: CallOptions): Promise<string> =>
      (await link.call(remote.NETWORK_GET_BRIDGE_NAME, { net }, options)).name,

    /** `virNetworkGetDHCPLeases`: of one MAC address, or all. */
    dhcpLeases: async (mac?: string, options?: CallOptions): Promise<DhcpLease[]> => {
      const args = { net, mac: mac ?? null, need_results: 1, flags: 0 };
      const { leases } = await link.call(remote.NETWORK_GET_DHCP_LEASES, args, options);
      return leases.map((lease) => ({
        interface: lease.iface,
        ...(lease.expirytime === 0n ? {} : { expires: new Date(toNumber(lease.expirytime) * 1000) }),
        family: lease.type === 1 ? 'ipv6' : 'ipv4',
        ...(lease.mac === null ? {} : { mac: lease.mac }),
        ...(lease.iaid === null ? {} : { iaid: lease.iaid }),
        address: lease.ipaddr,
        prefix: lease.prefix,
        ...(lease.hostname === null ? {} : { hostname: lease.hostname }),
        ...(lease.clientid === null ? {} : { clientId: lease.clientid }),
      }));
    },
  };
}
export type Network = ReturnType<typeof createNetwork>;
