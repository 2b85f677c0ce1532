import type { Link } from '../../link.js';
import { type ObjectReference, objectReference, parseUuid, type WireObject } from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';
import { createNetwork, type Network } from '../network.js';

/** Finding and making virtual networks. Lookups reject with `NO_NETWORK` where there is none. */
export function networks(link: Link) {
  const found = (wire: WireObject): Network => createNetwork(link, objectReference(wire));
  return {
    /** `virConnectListAllNetworks` (`ListNetworksFlags`; 0: all). */
    listNetworks: async (flags = 0, options?: CallOptions): Promise<Network[]> =>
      (await link.call(remote.CONNECT_LIST_ALL_NETWORKS, { need_results: 1, flags }, options)).nets.map(found),
    lookupNetworkByName: async (name: string, options?: CallOptions): Promise<Network> =>
      found((await link.call(remote.NETWORK_LOOKUP_BY_NAME, { name }, options)).net),
    lookupNetworkByUUID: async (uuid: string, options?: CallOptions): Promise<Network> =>
      found((await link.call(remote.NETWORK_LOOKUP_BY_UUID, { uuid: parseUuid(uuid) }, options)).net),
    network: (reference: ObjectReference): Network => createNetwork(link, reference),
    /** `virNetworkDefineXML`: persistent, not started. */
    defineNetwork: async (xml: string, options?: CallOptions): Promise<Network> =>
      found((await link.call(remote.NETWORK_DEFINE_XML, { xml }, options)).net),
    /** `virNetworkCreateXML`: transient, started. */
    createNetwork: async (xml: string, options?: CallOptions): Promise<Network> =>
      found((await link.call(remote.NETWORK_CREATE_XML, { xml }, options)).net),
  };
}
export type NetworksCalls = ReturnType<typeof networks>;
