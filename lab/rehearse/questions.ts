/** What a machine is asked to do while it is rehearsed, and what its answers mean. Scripts are busybox's sh. */
import { randomBytes } from 'node:crypto';
import { frontOf } from '../dns/records.js';
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabCluster, LabMachine } from '../spec/types.js';
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

const four = (addresses: readonly string[]): readonly string[] =>
  addresses.filter((address) => parseAddress(address)?.family === 4);

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

const said = (addresses: readonly string[], text: string): string =>
  addresses.length > 0 ? addresses.join(', ') : /NXDOMAIN/.test(text) ? 'no such name' : 'no answer';

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join() === other.toSorted().join();

/** The cluster's names, those of the machine itself, and the one that must not exist; asked of the servers that DHCP told. */
export const askNames = (lab: Lab, cluster: LabCluster, machine: LabMachine): Question => {
  const { fqdn } = cluster;
  const api = four(frontOf(lab, cluster, cluster.apiVips));
  const apps = four(frontOf(lab, cluster, cluster.ingressVips));
  const random = `rehearsal-${randomBytes(4).toString('hex')}`;
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    [`api.${fqdn}`, api],
    [`api-int.${fqdn}`, api],
    [`${random}.apps.${fqdn}`, apps],
    [machine.fqdn, four(machine.nics.flatMap(({ addresses }) => addresses))],
    [`validateNoWildcardDNS.${fqdn}`, []],
  ];
  const names = wanted.map(([name]) => name);
  return {
    script: `for name in ${names.join(' ')}; do echo "== $name"; timeout 20 nslookup -type=a $name; done 2>&1`,
    judge: (answer) => {
      const texts = sections(answer);
      const wrong = wanted.flatMap(([name, addresses]) => {
        const text = texts.get(name) ?? '';
        const found = namesIn(text);
        const good = addresses.length === 0 ? found.length === 0 && /NXDOMAIN/.test(text) : same(found, addresses);
        return good ? [] : [`${name}: ${said(found, text)}, not ${addresses.join(', ') || 'NXDOMAIN'}`];
      });
      return { wrong, found: `api ${api.join(', ')}, *.apps ${apps.join(', ')}` };
    },
  };
};

interface Call {
  readonly url: string;
  readonly wanted: string;
}

/** Tried again for a while: a load balancer has to see first that somebody is there. */
const fetchAll = (calls: readonly Call[], before: string, found: string): Question => ({
  script: [
    before,
    `for url in ${calls.map(({ url }) => url).join(' ')}; do`,
    '  echo "== $url"',
    '  for try in 1 2 3 4 5 6; do',
    '    timeout 10 wget -q -O /answer --no-check-certificate "$url" 2>/error && break || sleep 2',
    '  done',
    '  cat /answer 2>/dev/null || cat /error; rm -f /answer',
    '  echo',
    'done',
    'rm -f /etc/hosts',
  ].join('\n'),
  judge: (answer) => {
    const texts = sections(answer);
    const wrong = calls.flatMap(({ url, wanted }) => {
      const text = (texts.get(url) ?? '').trim();
      return text === wanted ? [] : [`${url}: ${text === '' ? 'no answer' : text.replaceAll(/\s*\n\s*/g, ', ')}`];
    });
    return { wrong, found };
  },
});

/** A path of its own for each machine, so that logs of the way tell them apart. */
const pathOf = ({ name }: LabMachine): string => `/rehearsal/${name}`;

const callsOf = ({ name: cluster, fqdn }: LabCluster, machine: LabMachine, api: string): readonly Call[] => {
  const console_ = `console-openshift-console.apps.${fqdn}`;
  const path = pathOf(machine);
  return [
    { url: `https://${api}.${fqdn}:6443${path}`, wanted: greeting('api', cluster, `${api}.${fqdn}`) },
    { url: `https://${console_}${path}`, wanted: greeting('apps', cluster, console_) },
    { url: `http://${console_}${path}`, wanted: greeting('http', cluster, console_) },
  ];
};

/** By the names that the lab's DNS tells: the way of kubelet and of the assisted installer's agent. */
export const askVips = (cluster: LabCluster, machine: LabMachine): Question =>
  fetchAll(callsOf(cluster, machine, 'api-int'), '', 'API, ingress and its plain port answer');

/** By the load balancer's address, as somebody outside; what is behind it is told by the name that is asked for. */
export const askBalancer = (address: string, cluster: LabCluster, machine: LabMachine): Question => {
  const names = [`api.${cluster.fqdn}`, `console-openshift-console.apps.${cluster.fqdn}`];
  return fetchAll(
    callsOf(cluster, machine, 'api'),
    `for name in ${names.join(' ')}; do echo "${address} $name"; done > /etc/hosts`,
    `${address} leads to ${cluster.name}`,
  );
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
