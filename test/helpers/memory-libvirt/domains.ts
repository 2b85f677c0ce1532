/** Domains: what is defined, and what runs of it. No guest is played. */

import { ensure, first, readXml, replace, writeXml, type XmlNode } from '../../../lab/libvirt/xml.js';
import {
  DomainState,
  DomainUndefineFlags,
  DomainXmlFlags,
  ListDomainsFlags,
  remote,
} from '../../../src/libvirt/index.js';
import { formatUuid, parseUuid } from '../../../src/libvirt/names.js';
import { answer, found, obey, refusal } from './answers.js';
import { complete } from './domain-xml.js';

interface MemoryDomain {
  readonly uuid: string;
  name: string;
  config: XmlNode;
  live: XmlNode | undefined;
  id: number;
}

/** `virXMLInjectNamespace`: every element gets the prefix, the first one the namespace. */
const inNamespace = (node: XmlNode, prefix: string, uri?: string): XmlNode => ({
  ...node,
  name: `${prefix}:${node.name}`,
  attributes: { ...(uri !== undefined && { [`xmlns:${prefix}`]: uri }), ...node.attributes },
  children: node.children.map((child) => inNamespace(child, prefix)),
});

/** `VIR_TYPED_PARAM_INT`. */
const int = 1;

export const domainAnswers = () => {
  const domains = new Map<string, MemoryDomain>();
  let last = 0;
  const wire = ({ name, uuid, id }: MemoryDomain) => ({ name, uuid: parseUuid(uuid), id });
  const of = ({ dom }: { readonly dom: { readonly uuid: Uint8Array; readonly name: string } }): MemoryDomain =>
    found(
      domains.get(formatUuid(dom.uuid)),
      'NO_DOMAIN',
      `Domain not found: no domain with matching name '${dom.name}'`,
    );
  const stateOf = ({ live }: MemoryDomain): number => (live ? DomainState.RUNNING : DomainState.SHUTOFF);
  const off = (domain: MemoryDomain): void => {
    domain.live = undefined;
    domain.id = -1;
  };

  const define = (tree: XmlNode): MemoryDomain => {
    const [name = '', uuid = ''] = ['name', 'uuid'].map((at) => first(tree, at)?.text.toLowerCase());
    for (const other of domains.values())
      if ((other.name === name) !== (other.uuid === uuid))
        throw refusal('OPERATION_FAILED', `domain '${other.name}' already exists with uuid ${other.uuid}`);
    const config = complete(tree);
    const domain = domains.get(uuid) ?? { uuid, name, config, live: undefined, id: -1 };
    domain.config = config;
    domains.set(uuid, domain);
    return domain;
  };

  return new Map<string, (args: never) => unknown>([
    answer(remote.CONNECT_LIST_ALL_DOMAINS, ({ flags }) => {
      if (flags !== ListDomainsFlags.PERSISTENT) throw refusal('NO_SUPPORT', `domains by flags ${flags}`);
      return { domains: [...domains.values()].map(wire), ret: domains.size };
    }),
    answer(remote.CONNECT_GET_ALL_DOMAIN_STATS, () => ({
      retStats: [...domains.values()].map((domain) => ({
        dom: wire(domain),
        params: [{ field: 'state.state', value: { type: int, value: stateOf(domain) } as const }],
      })),
    })),
    answer(remote.DOMAIN_GET_XML_DESC, (args) => {
      const { config, live } = of(args);
      return { xml: writeXml((args.flags & DomainXmlFlags.INACTIVE) === 0 && live ? live : config) };
    }),
    answer(remote.DOMAIN_GET_STATE, (args) => ({ state: stateOf(of(args)), reason: 0 })),
    answer(remote.DOMAIN_IS_ACTIVE, (args) => ({ active: of(args).live ? 1 : 0 })),
    answer(remote.DOMAIN_DEFINE_XML_FLAGS, async ({ xml }) => ({ dom: wire(define(await readXml(xml))) })),
    answer(remote.DOMAIN_CREATE_WITH_FLAGS, (args) => {
      const domain = of(args);
      if (domain.live) throw refusal('OPERATION_INVALID', 'domain is already running');
      domain.live = structuredClone(domain.config);
      last += 1;
      domain.id = last;
      return { dom: wire(domain) };
    }),
    obey(remote.DOMAIN_DESTROY_FLAGS, (args) => {
      const domain = of(args);
      if (!domain.live) throw refusal('OPERATION_INVALID', 'Requested operation is not valid: domain is not running');
      off(domain);
    }),
    obey(remote.DOMAIN_UNDEFINE_FLAGS, (args) => {
      const { uuid, config, live } = of(args);
      if (live) throw refusal('NO_SUPPORT', 'undefining a domain that runs');
      if (first(config, 'os/nvram') && (args.flags & DomainUndefineFlags.NVRAM) === 0)
        throw refusal('OPERATION_INVALID', 'cannot undefine domain with nvram');
      domains.delete(uuid);
    }),
    answer(remote.DOMAIN_RENAME, (args) => {
      const domain = of(args);
      const name = args.new_name ?? '';
      if (domain.live) throw refusal('OPERATION_INVALID', 'cannot rename active domain');
      if ([...domains.values()].some((other) => other.name === name))
        throw refusal('OPERATION_INVALID', `domain with name '${name}' already exists`);
      domain.name = name;
      ensure(domain.config, 'name').text = name;
      return { retcode: 0 };
    }),
    answer(remote.DOMAIN_SET_METADATA, async (args) => {
      const { key, uri, metadata, flags } = args;
      const domain = of(args);
      if (key === null || uri === null || metadata === null || (flags & 2) === 0)
        throw refusal('NO_SUPPORT', 'other metadata than a new element of the definition');
      const made = inNamespace(await readXml(metadata), key, uri);
      if ((flags & 1) !== 0 && !domain.live) throw refusal('OPERATION_INVALID', 'domain is not running');
      const trees = [domain.config, ...((flags & 1) !== 0 && domain.live ? [domain.live] : [])];
      for (const tree of trees)
        replace(ensure(tree, 'metadata'), ({ name, attributes }) => attributes[`xmlns:${name.split(':')[0]}`] === uri, [
          structuredClone(made),
        ]);
    }),
  ]);
};
