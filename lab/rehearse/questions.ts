/** What a machine is asked to do while it is rehearsed, and what its answers mean. Scripts are busybox's sh. */
import { randomBytes } from 'node:crypto';
import { frontOf } from '../dns/records.js';
import type { Lab, LabCluster, LabMachine } from '../spec/types.js';
import { frontsOf } from './fronts.js';
import { greeting } from './stand-ins.js';

/** What was found wrong, a sentence each; and what was found, in a line. */
export interface Judgement {
  readonly wrong: readonly string[];
  readonly found: string;
}

export interface Question {
  readonly script: string;
  readonly judge: (answer: string) => Judgement;
}

/** Answers of several questions in one text: what follows `== label`. */
export const sections = (answer: string): ReadonlyMap<string, string> =>
  new Map(
    answer
      .split(/^== /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)];
      }),
  );

/** nslookup's: the server's address comes first, those of the name after it. */
export const namesIn = (text: string): readonly string[] =>
  [...text.slice(Math.max(0, text.indexOf('Name:'))).matchAll(/^Name:.*\nAddress(?: \d+)?: (\S+)/gm)].map(
    ([, address = '']) => address,
  );

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join() === other.toSorted().join();

/** The cluster's names, those of the machine itself, and the one that must not exist; of both families, by each of the servers. */
export const askNames = (lab: Lab, cluster: LabCluster, machine: LabMachine, servers: readonly string[]): Question => {
  const { fqdn } = cluster;
  const api = frontOf(lab, cluster, cluster.apiVips);
  const apps = frontOf(lab, cluster, cluster.ingressVips);
  const random = `rehearsal-${randomBytes(4).toString('hex')}`;
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    [`api.${fqdn}`, api],
    [`api-int.${fqdn}`, api],
    [`${random}.apps.${fqdn}`, apps],
    [machine.fqdn, machine.nics.flatMap(({ addresses }) => addresses)],
    [`validateNoWildcardDNS.${fqdn}`, []],
  ];
  const names = wanted.map(([name]) => name);
  return {
    script: [
      `for server in ${servers.join(' ')}; do for name in ${names.join(' ')}; do`,
      '  echo "== $name $server"',
      '  timeout 20 nslookup -type=a -type=aaaa $name $server',
      'done; done 2>&1',
    ].join('\n'),
    judge: (answer) => {
      const texts = sections(answer);
      const wrong = servers.flatMap((server) =>
        wanted.flatMap(([name, addresses]) => {
          const text = texts.get(`${name} ${server}`) ?? '';
          const found = namesIn(text);
          const denied = /NXDOMAIN/.test(text);
          // One with addresses of one family is there for the other as well, without any: resolvers believe a denial.
          const right = same(found, addresses);
          if (right && denied === (addresses.length === 0)) return [];
          const said =
            right && denied ? 'denied in one family' : found.join(', ') || (denied ? 'no such name' : 'no answer');
          return [`${name}: ${said}, not ${addresses.join(', ') || 'NXDOMAIN'} (${server})`];
        }),
      );
      return {
        wrong: servers.length === 0 ? ['DHCP told no name server'] : wrong,
        found: `api ${api.join(', ')}, *.apps ${apps.join(', ')}`,
      };
    },
  };
};

interface Call {
  readonly url: string;
  readonly wanted: string;
}

/** How the names of calls are resolved: as in /etc/hosts, or by DNS where there is nothing. */
interface Way {
  /** What it is told by, where there are several. */
  readonly label: string;
  readonly hosts: readonly string[];
}

const labelled = (text: string, { label }: Way): string => (label === '' ? text : `${text} by ${label}`);

/** Tried again for a while: a load balancer has to see first that somebody is there. */
const fetchAll = (calls: readonly Call[], ways: readonly Way[], found: string): Question => ({
  script: ways
    .flatMap((way) => [
      `for host in ${way.hosts.map((line) => `"${line}"`).join(' ')}; do echo "$host"; done > /etc/hosts`,
      `for url in ${calls.map(({ url }) => url).join(' ')}; do`,
      `  echo "== ${labelled('$url', way)}"`,
      '  for try in 1 2 3 4 5 6; do',
      '    timeout 10 wget -q -O /answer --no-check-certificate "$url" 2>/error && break || sleep 2',
      '  done',
      '  cat /answer 2>/dev/null || cat /error; rm -f /answer',
      '  echo',
      'done',
    ])
    .concat('rm -f /etc/hosts')
    .join('\n'),
  judge: (answer) => {
    const texts = sections(answer);
    const wrong = ways.flatMap((way) =>
      calls.flatMap(({ url, wanted }) => {
        const call = labelled(url, way);
        const text = (texts.get(call) ?? '').trim();
        return text === wanted ? [] : [`${call}: ${text === '' ? 'no answer' : text.replaceAll(/\s*\n\s*/g, ', ')}`];
      }),
    );
    return { wrong, found };
  },
});

const consoleOf = ({ fqdn }: LabCluster): string => `console-openshift-console.apps.${fqdn}`;

const callsOf = (cluster: LabCluster, machine: LabMachine, api: string): readonly Call[] => {
  const { name, fqdn } = cluster;
  const console_ = consoleOf(cluster);
  // A path of its own for each machine, so that logs of the way tell them apart.
  const path = `/rehearsal/${machine.name}`;
  return [
    { url: `https://${api}.${fqdn}:6443${path}`, wanted: greeting('api', name, `${api}.${fqdn}`) },
    { url: `https://${console_}${path}`, wanted: greeting('apps', name, console_) },
    { url: `http://${console_}${path}`, wanted: greeting('http', name, console_) },
  ];
};

/**
 * By the names that the lab's DNS tells: the way of kubelet and of the assisted installer's agent. Where these have
 * several addresses, which one is taken would be chance: then by each of them.
 */
export const askVips = (lab: Lab, cluster: LabCluster, machine: LabMachine): Question => {
  const fronts = frontsOf(lab, cluster, machine);
  const single = [cluster.apiVips, cluster.ingressVips].every((vips) => frontOf(lab, cluster, vips).length === 1);
  const ways: readonly Way[] =
    lab.dns.enabled && single
      ? [{ label: '', hosts: [] }]
      : fronts.map(({ family, api, apps }) => ({
          label: `IPv${family}`,
          hosts: [`${api} api-int.${cluster.fqdn}`, `${apps} ${consoleOf(cluster)}`],
        }));
  const families = fronts.map(({ family }) => `IPv${family}`).join(' and ');
  return fetchAll(callsOf(cluster, machine, 'api-int'), ways, `API, ingress and its plain port answer by ${families}`);
};

/** By the load balancer's address, as somebody outside; what is behind it is told by the name that is asked for. */
export const askBalancer = (address: string, cluster: LabCluster, machine: LabMachine): Question => {
  const names = [`api.${cluster.fqdn}`, consoleOf(cluster)];
  const way = { label: '', hosts: names.map((name) => `${address} ${name}`) };
  return fetchAll(callsOf(cluster, machine, 'api'), [way], `${address} leads to ${cluster.name}`);
};

/**
 * Where BareMetalHosts say that the system belongs (rootDeviceHints). The guest looks once more that it is the disk that
 * is meant, by its size in bytes, and that nothing is at its beginning and its end.
 */
export const askInstall = (device: string, size: number, url: string): Question => ({
  script: [
    `for try in 1 2 3 4 5 6 7 8 9 10; do [ -b ${device} ] && break || sleep 1; done`,
    `[ -b ${device} ] || { echo "there is no ${device}: $(cd /sys/class/block && echo *)"; exit; }`,
    `size=$(blockdev --getsize64 ${device})`,
    `[ "$size" = ${size} ] || { echo "${device} has $size bytes, and the disk that is meant has ${size}"; exit; }`,
    `mib() { dd if=${device} bs=1M skip=$1 count=1 2>/dev/null | tr -d '\\000' | wc -c; }`,
    `[ "$(mib 0)$(mib $((size / 1048576 - 1)))" = 00 ] || { echo "${device} has something on it"; exit; }`,
    'set -o pipefail',
    `wget -q -O - ${url} | dd of=${device} bs=1M 2>/error || { cat /error; exit; }`,
    'sync',
    'echo written',
  ].join('\n'),
  judge: (answer) => {
    const last = answer.trim();
    return { wrong: last === 'written' ? [] : [last === '' ? 'nothing was written' : last], found: device };
  },
});
