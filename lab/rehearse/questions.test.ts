import { expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import type { LabCluster, LabMachine } from '../spec/types.js';
import { askBalancer, askInstall, askNames, askVips, namesIn, sections } from './questions.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
const cluster = lab.clusters.find(({ name }) => name === 'etl4') as LabCluster;
const machine = lab.machines.find(({ name }) => name === 'etl4-master-0') as LabMachine;

/** As busybox 1.35 writes it. */
const nslookup = (name: string, ...addresses: readonly string[]): string =>
  addresses.length === 0
    ? `== ${name}\nServer:\t\t192.168.135.1\nAddress:\t192.168.135.1:53\n\n** server can't find ${name}: NXDOMAIN\n\n`
    : `== ${name}\nServer:\t\t192.168.135.1\nAddress:\t192.168.135.1:53\n\n${addresses
        .map((address) => `Name:\t${name}\nAddress: ${address}\n`)
        .join('')}\n`;

it('tells the answer of nslookup from the server that gave it', () => {
  expect(namesIn(nslookup('api.example', '192.0.2.1', '192.0.2.2'))).toEqual(['192.0.2.1', '192.0.2.2']);
  expect(namesIn(nslookup('api.example'))).toEqual([]);
  expect(namesIn('')).toEqual([]);
});

it('tells the parts of an answer', () => {
  expect([...sections('noise\n== a\none\ntwo\n== b\n\n== c\n')]).toEqual([
    ['a', 'one\ntwo\n'],
    ['b', '\n'],
    ['c', ''],
  ]);
});

/** What a machine would answer that finds everything right but for what is `changed`. */
const names = (
  changed: Readonly<Record<string, readonly string[]>> = {},
  of = lab,
  { address = '192.168.135.160', api = '192.168.135.163', apps = '192.168.135.164', server = '192.168.135.1' } = {},
) => {
  const node = of.machines.find(({ name }) => name === machine.name) as LabMachine;
  const { script, judge } = askNames(of, of.clusters.find(({ name }) => name === 'etl4') as LabCluster, node, [server]);
  const asked = /for name in ([^;]*);/.exec(script)?.[1]?.split(' ') ?? [];
  const good = (name: string): readonly string[] => {
    if (name.startsWith('validateNoWildcardDNS.')) return [];
    if (name === node.fqdn) return address.split(' ');
    return (name.includes('.apps.') ? apps : api).split(' ');
  };
  return judge(
    asked
      .map((name) => {
        const [, found = good(name)] = Object.entries(changed).find(([key]) => name.includes(key)) ?? [];
        return nslookup(name, ...found).replace(`== ${name}`, `== ${name} ${server}`);
      })
      .join(''),
  );
};

it('finds names that lead where they should', () => {
  expect(names()).toEqual({ wrong: [], found: 'api 192.168.135.163, *.apps 192.168.135.164' });
});

it.each([
  [{ 'api.etl4': ['192.168.135.173'] }, 'api.etl4.qe.lab.redhat.com: 192.168.135.173, not 192.168.135.163'],
  [{ 'api-int.etl4': [] }, 'api-int.etl4.qe.lab.redhat.com: no such name, not 192.168.135.163 (192.168.135.1)'],
  [{ '.apps.': ['192.168.135.164', '192.0.2.9'] }, '192.168.135.164, 192.0.2.9, not 192.168.135.164'],
  [{ '.apps.': ['192.168.135.164', 'fd00::9'] }, '192.168.135.164, fd00::9, not 192.168.135.164'],
  [
    { validateNoWildcardDNS: ['192.168.135.164'] },
    'validateNoWildcardDNS.etl4.qe.lab.redhat.com: 192.168.135.164, not NXDOMAIN',
  ],
])('finds %j', (changed, sentence) => {
  const { wrong } = names(changed);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]).toContain(sentence);
});

it('takes silence of a name server for no answer, not for a name that does not exist', () => {
  const { wrong } = askNames(lab, cluster, machine, ['192.168.135.1']).judge('');
  expect(wrong).toHaveLength(5);
  expect(wrong[4]).toBe('validateNoWildcardDNS.etl4.qe.lab.redhat.com: no answer, not NXDOMAIN (192.168.135.1)');
  expect(askNames(lab, cluster, machine, []).judge('').wrong).toEqual(['DHCP told no name server']);
});

const bothFamilies = loadLab(
  presetText('hub-and-two-spokes')
    .replace('lab: { ipv4', 'lab: { ipv6: { cidr: "fd00:135::/64" }, ipv4')
    .replace(/address: \.(16\d),/g, 'address: .$1, address6: "::$1",')
    .replace('apiVips: [.163]', 'apiVips: [.163, "::163"]')
    .replace(/(etl4:[\s\S]*?pods: \[)(.*?)(\]\s+services: \[)(.*?)\]/, '$1$2, "fd01::/48"$3$4, "fd02::/112"]')
    .replace('ingressVips: [.164]', 'ingressVips: [.164, "::164"]'),
  'lab.yaml',
).lab;
const six = {
  address: '192.168.135.160 fd00:135::160',
  api: '192.168.135.163 fd00:135::163',
  apps: '192.168.135.164 fd00:135::164',
};

it('wants the addresses of both families, and none that is another', () => {
  expect(names({}, bothFamilies, six).wrong).toEqual([]);
  const one = (addresses: readonly string[]) => names({ 'api.etl4': addresses }, bothFamilies, six).wrong;
  const wanted = 'not 192.168.135.163, fd00:135::163 (192.168.135.1)';
  expect(one(['192.168.135.163'])).toEqual([`api.etl4.qe.lab.redhat.com: 192.168.135.163, ${wanted}`]);
  expect(one(['192.168.135.163', 'fd00:135::173'])).toEqual([
    `api.etl4.qe.lab.redhat.com: 192.168.135.163, fd00:135::173, ${wanted}`,
  ]);
});

it('finds a name that is denied in the family that it lacks', () => {
  const { script, judge } = askNames(lab, cluster, machine, ['192.168.135.1']);
  const [first = ''] = /for name in ([^;]*);/.exec(script)?.[1]?.split(' ') ?? [];
  const text = nslookup(first, '192.168.135.163').replace(`== ${first}`, `== ${first} 192.168.135.1`);
  const good = judge(text).wrong.some((one) => one.startsWith(`${first}:`));
  expect(good).toBe(false);
  expect(judge(`${text}** server can't find ${first}: NXDOMAIN\n`).wrong[0]).toBe(
    `${first}: denied in one family, not 192.168.135.163 (192.168.135.1)`,
  );
});

const own = 'console-openshift-console.apps.etl4.qe.lab.redhat.com';

it('knows by what is said who was reached, and by which name', () => {
  const { script, judge } = askBalancer('10.8.3.197', cluster, machine);
  expect(script).toContain(`"10.8.3.197 api.etl4.qe.lab.redhat.com" "10.8.3.197 ${own}"`);
  const answer = (api: string): string =>
    [
      `== https://api.etl4.qe.lab.redhat.com:6443/rehearsal/etl4-master-0\n${api}\n`,
      `== https://${own}/rehearsal/etl4-master-0\nrehearsal apps etl4 ${own}\n`,
      `== http://${own}/rehearsal/etl4-master-0\nrehearsal http etl4 ${own}\n`,
    ].join('');
  expect(judge(answer('rehearsal api etl4 api.etl4.qe.lab.redhat.com')).wrong).toEqual([]);
  expect(judge(answer('rehearsal api etl6 api.etl4.qe.lab.redhat.com')).wrong).toEqual([
    expect.stringContaining(':6443/rehearsal/etl4-master-0: rehearsal api etl6'),
  ]);
  expect(judge(answer('wget: TLS error\nwget: reset')).wrong).toEqual([
    expect.stringContaining(': wget: TLS error, wget: reset'),
  ]);
  expect(judge('').wrong).toHaveLength(3);
  expect(askVips(lab, cluster, machine).script).toContain('https://api-int.etl4.qe.lab.redhat.com:6443/');
});

it('goes to VIPs by each family where names have both', () => {
  const of = bothFamilies.clusters.find(({ name }) => name === 'etl4') as LabCluster;
  const node = bothFamilies.machines.find(({ name }) => name === 'etl4-master-0') as LabMachine;
  const { script, judge } = askVips(bothFamilies, of, node);
  expect(script).toContain(`"192.168.135.163 api-int.${of.fqdn}" "192.168.135.164 ${own}"`);
  expect(script).toContain(`"fd00:135::163 api-int.${of.fqdn}" "fd00:135::164 ${own}"`);
  const answer = (family: string, cluster = 'etl4'): string =>
    [
      `== https://api-int.${of.fqdn}:6443/rehearsal/etl4-master-0 by ${family}\nrehearsal api ${cluster} api-int.${of.fqdn}\n`,
      `== https://${own}/rehearsal/etl4-master-0 by ${family}\nrehearsal apps etl4 ${own}\n`,
      `== http://${own}/rehearsal/etl4-master-0 by ${family}\nrehearsal http etl4 ${own}\n`,
    ].join('');
  expect(judge(answer('IPv4') + answer('IPv6'))).toEqual({
    wrong: [],
    found: 'API, ingress and its plain port answer by IPv4 and IPv6',
  });
  expect(judge(answer('IPv4')).wrong).toHaveLength(3);
  expect(judge(answer('IPv4') + answer('IPv6', 'etl6')).wrong).toEqual([
    `https://api-int.${of.fqdn}:6443/rehearsal/etl4-master-0 by IPv6: rehearsal api etl6 api-int.${of.fqdn}`,
  ]);
});

it('takes a disk for written only where that was said last', () => {
  const { judge } = askInstall('/dev/vda', 120_000_000_000, 'http://192.168.135.1:8079/image');
  expect(judge('written\n').wrong).toEqual([]);
  expect(judge('there is no /dev/vda: sda sr0\n').wrong).toEqual(['there is no /dev/vda: sda sr0']);
  expect(judge('').wrong).toEqual(['nothing was written']);
});
