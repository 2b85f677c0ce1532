/** The names of each cluster, asked for as its machines ask: of their gateway, over UDP. */
import { randomBytes } from 'node:crypto';
import { type DnsRecord, dnsRecords, familyOf } from '../../dns/records.js';
import { servedNetworks } from '../../services/dns.js';
import type { LabCluster } from '../../spec/types.js';
import { clusterOf, fail, judge, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';
import type { DnsAnswer, Names } from '../senses.js';

const families = [4, 6] as const;
const restart = 'lab create puts its DNS in order; its log tells why it does not answer';

const said = ({ status, values }: DnsAnswer): string => (status === 'answer' ? values.join(', ') : status);

/** Who the machines of a cluster ask. Empty: nobody of the lab's. */
const serversOf = ({ lab }: Subject, { network }: LabCluster): readonly string[] =>
  lab.dns.enabled
    ? servedNetworks(lab)
        .filter(({ name }) => name === network)
        .flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway))
    : [];

type Look = (
  names: Names,
  cluster: LabCluster,
  subject: Subject,
) => Promise<{
  readonly wrong: readonly string[];
  readonly good: string;
  /** Where another does not fit. */
  readonly hint?: string;
}>;

/** The same question to each server of each cluster. */
const perCluster =
  (look: Look, hint: string) =>
  (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> =>
    Promise.all(
      subject.clusters.map(async (cluster) => {
        const servers = serversOf(subject, cluster);
        if (servers.length === 0) return skip(clusterOf(cluster), "its network has no DNS of the lab's");
        const found = await Promise.all(
          servers.map(async (server) => ({
            server,
            ...(await look(subject.senses.names(server, signal), cluster, subject)),
          })),
        );
        const wrong = found.flatMap((one) => one.wrong.map((text) => `${text} (${one.server})`));
        const [own] = found.flatMap((one) => one.hint ?? []);
        return judge(clusterOf(cluster), wrong, found[0]?.good ?? '', own ?? hint);
      }),
    );

/** A name that nobody has asked for before: no cache knows it. */
const someName = (below: string): string => `lab-verify-${randomBytes(4).toString('hex')}.${below}`;

const recordsOf = ({ lab }: Subject, { name }: LabCluster, kind: DnsRecord['kind']): readonly DnsRecord[] =>
  dnsRecords(lab).filter((record) => record.cluster === name && record.kind === kind);

const asked = ({ name, wildcard }: DnsRecord): string => (wildcard ? someName(name) : name);

const forward =
  (kind: DnsRecord['kind']): Look =>
  async (names, cluster, subject) => {
    const records = recordsOf(subject, cluster, kind);
    if (records.length === 0) return { wrong: [`${kind} has no address: the cluster has no VIP`], good: '' };
    const wrong = await Promise.all(
      records.flatMap((record) =>
        families.map(async (family) => {
          const wanted = record.addresses.filter((address) => familyOf(address) === family).toSorted();
          if (wanted.length === 0) return [];
          const name = asked(record);
          const answer = await names.addresses(name, family);
          return answer.status === 'answer' && answer.values.join() === wanted.join()
            ? []
            : [`${name}: ${said(answer)}, not ${wanted.join(', ')}`];
        }),
      ),
    );
    const good = records.length === 1 ? (records[0]?.addresses.join(', ') ?? '') : `${records.length} nodes`;
    return { wrong: wrong.flat(), good };
  };

const reverse: Look = async (names, cluster, subject) => {
  const leading = dnsRecords(subject.lab).filter((record) => record.cluster === cluster.name && record.reverse);
  const wrong = await Promise.all(
    leading.flatMap(({ name, addresses }) =>
      addresses.map(async (address) => {
        const answer = await names.reverse(address);
        return answer.values.includes(name) ? [] : [`${address}: ${said(answer)}, not ${name}`];
      }),
    ),
  );
  return { wrong: wrong.flat(), good: `${leading.flatMap(({ addresses }) => addresses).length} addresses` };
};

/** Resolvers ask for both families and wait for both answers: a family that a name lacks must not be asked for upstream. */
const emptiness: Look = async (names, cluster, subject) => {
  const records = (['api', 'api-int', 'apps'] as const).flatMap((kind) => recordsOf(subject, cluster, kind));
  const lacking = records.flatMap((record) =>
    families
      .filter((family) => !record.addresses.some((address) => familyOf(address) === family))
      .map((family) => ({ name: asked(record), family })),
  );
  const answers = await Promise.all(
    lacking.map(async (one) => ({ ...one, answer: await names.addresses(one.name, one.family) })),
  );
  const wrong = answers
    .filter(({ answer }) => answer.status !== 'no data')
    .map(({ name, family, answer }) => `${name} ${family === 6 ? 'AAAA' : 'A'}: ${said(answer)}, not an empty answer`);
  const longest = Math.max(0, ...answers.map(({ answer }) => answer.milliseconds));
  return { wrong, good: lacking.length === 0 ? 'names have both families' : `empty, within ${longest} ms` };
};

/** The assisted installer refuses a cluster whose domain answers for every name. */
const noWildcard: Look = async (names, { fqdn }) => {
  const name = `validateNoWildcardDNS.${fqdn}`;
  const answers = await Promise.all(families.map((family) => names.addresses(name, family)));
  const wrong = answers
    .filter(({ status }) => status !== 'no such name')
    .map((answer) => `${name}: ${said(answer)}, not NXDOMAIN`);
  const isWildcard = answers.some(({ status }) => status === 'answer' || status === 'no data');
  return { wrong: [...new Set(wrong)], good: 'NXDOMAIN', ...(!isWildcard && { hint: restart }) };
};

const upstream = async ({ lab, senses }: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const [server] = servedNetworks(lab).flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));
  if (!lab.dns.enabled || server === undefined) return [skip('', 'the lab has no DNS')];
  const answer = await senses.names(server, signal).servers('.');
  const whose = lab.dns.upstream.length > 0 ? lab.dns.upstream.join(', ') : 'of /etc/resolv.conf';
  const hint =
    'Names outside of the lab (registries, time servers) do not resolve in it: dns.upstream names servers that do';
  return [
    answer.status === 'answer'
      ? pass('', `forwards to ${whose}`)
      : warn('', `${answer.status} from upstream (${whose})`, hint),
  ];
};

const hostHints = {
  'systemd-resolved': 'resolvectl status shows the domains of the bridge; lab create tells them again',
  NetworkManager: 'nmcli general reload dns-full; lab create writes its drop-in',
  hosts: 'lab create writes the block of /etc/hosts; nsswitch.conf has to have `files` for hosts',
};

/** As programs of this host resolve: glibc's way, whatever that is here. */
const host = (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> =>
  Promise.all(
    subject.clusters.map(async (cluster) => {
      const of = clusterOf(cluster);
      const { lab, senses } = subject;
      const wanted = recordsOf(subject, cluster, 'api').flatMap(({ addresses }) => addresses);
      if (!lab.dns.enabled || lab.dns.host === 'none') return skip(of, 'the document leaves this host alone');
      const name = `api.${cluster.fqdn}`;
      const hint = lab.dns.host === 'auto' ? Object.values(hostHints).join('. Or: ') : hostHints[lab.dns.host];
      const text = await senses.run(['getent', 'ahosts', name], signal).catch(() => '');
      // A host that has no address of its own gets those of IPv4 as IPv6 writes them.
      const addresses = text.split('\n').flatMap(
        (line) =>
          line
            .trim()
            .replace(/^::ffff:(?=\d+\.)/, '')
            .split(/\s+/)[0] || [],
      );
      const found = [...new Set(addresses)];
      if (found.length === 0) return fail(of, `this host does not resolve ${name}`, hint);
      // A host without IPv6 is not told of it.
      const strange = found.filter((address) => !wanted.includes(address));
      return judge(
        of,
        strange.map((address) => `${name}: ${address}, not ${wanted.join(', ')}`),
        found.join(', '),
        hint,
      );
    }),
  );

const own = { phase: 'fabric', scope: 'cluster' } as const;

export const dnsProbes: readonly Probe[] = [
  { ...own, id: 'dns.api', what: 'api leads to the API VIP', run: perCluster(forward('api'), restart) },
  { ...own, id: 'dns.api-int', what: 'api-int leads to the API VIP', run: perCluster(forward('api-int'), restart) },
  {
    ...own,
    id: 'dns.apps',
    what: 'any name below apps leads to the ingress VIP',
    run: perCluster(forward('apps'), restart),
  },
  {
    ...own,
    id: 'dns.nodes',
    what: 'names of nodes lead to their addresses',
    run: perCluster(forward('node'), restart),
  },
  { ...own, id: 'dns.reverse', what: 'addresses lead back to names', run: perCluster(reverse, restart) },
  {
    ...own,
    id: 'dns.aaaa',
    what: 'families that names lack are answered at once, with nothing',
    run: perCluster(emptiness, restart),
  },
  {
    ...own,
    id: 'dns.nowildcard',
    what: 'validateNoWildcardDNS does not exist',
    run: perCluster(
      noWildcard,
      'The installer refuses a domain that answers for every name: look for a wildcard of it upstream',
    ),
  },
  {
    id: 'dns.upstream',
    phase: 'fabric',
    scope: 'lab',
    what: 'names outside of the lab are asked for upstream',
    run: upstream,
  },
  { ...own, id: 'dns.host', what: 'this host resolves api', run: host },
];
