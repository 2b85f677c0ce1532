import type { Link } from '../../link.js';
import {
  type DomainReference,
  domainReference,
  type Parameters,
  parameters,
  parseUuid,
  type WireDomain,
  wireDomain,
} from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';
import { createDomain, type Domain } from '../domain/domain.js';

export interface DomainStats {
  readonly domain: DomainReference;
  /** By libvirt's names: `state.state`, `balloon.current`, `block.0.capacity`. */
  readonly stats: Parameters;
}

/** Finding and making domains. Lookups reject with `NO_DOMAIN` where there is none. */
export function domains(link: Link) {
  const found = (wire: WireDomain): Domain => createDomain(link, domainReference(wire));
  return {
    /** `virConnectListAllDomains` (`ListDomainsFlags`; 0: all). */
    listDomains: async (flags = 0, options?: CallOptions): Promise<Domain[]> => {
      const reply = await link.call(remote.CONNECT_LIST_ALL_DOMAINS, { need_results: 1, flags }, options);
      return reply.domains.map(found);
    },
    lookupDomainByName: async (name: string, options?: CallOptions): Promise<Domain> =>
      found((await link.call(remote.DOMAIN_LOOKUP_BY_NAME, { name }, options)).dom),
    lookupDomainByUUID: async (uuid: string, options?: CallOptions): Promise<Domain> =>
      found((await link.call(remote.DOMAIN_LOOKUP_BY_UUID, { uuid: parseUuid(uuid) }, options)).dom),
    lookupDomainById: async (id: number, options?: CallOptions): Promise<Domain> =>
      found((await link.call(remote.DOMAIN_LOOKUP_BY_ID, { id }, options)).dom),
    /** The calls on a domain whose reference is known already, from an event for instance. Asks nobody. */
    domain: (reference: DomainReference): Domain => createDomain(link, reference),

    /** `virDomainDefineXMLFlags` (`DomainDefineFlags`). Replaces the definition of the same UUID. */
    defineDomain: async (xml: string, flags = 0, options?: CallOptions): Promise<Domain> =>
      found((await link.call(remote.DOMAIN_DEFINE_XML_FLAGS, { xml, flags }, options)).dom),
    /** `virDomainCreateXML` (`DomainCreateFlags`): a transient domain, started. */
    createDomain: async (xml: string, flags = 0, options?: CallOptions): Promise<Domain> =>
      found((await link.call(remote.DOMAIN_CREATE_XML, { xml_desc: xml, flags }, options)).dom),

    /** `virConnectGetAllDomainStats` (`DomainStatsTypes`, `DomainStatsFlags`; 0: everything of all): of these domains, or all. */
    getDomainStats: async (
      stats = 0,
      flags = 0,
      of: readonly DomainReference[] = [],
      options?: CallOptions,
    ): Promise<DomainStats[]> => {
      const args = { doms: of.map(wireDomain), stats, flags };
      const { retStats } = await link.call(remote.CONNECT_GET_ALL_DOMAIN_STATS, args, options);
      return retStats.map(({ dom, params }) => ({ domain: domainReference(dom), stats: parameters(params) }));
    },
  };
}
export type DomainsCalls = ReturnType<typeof domains>;
