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

const names = (changed: Readonly<Record<string, readonly string[]>> = {}) => {
  const { script, judge } = askNames(lab, cluster, machine);
  const asked = /for name in ([^;]*);/.exec(script)?.[1]?.split(' ') ?? [];
  const good = (name: string): readonly string[] => {
    if (name.startsWith('validateNoWildcardDNS.')) return [];
    if (name === machine.fqdn) return ['192.168.135.160'];
    return [name.includes('.apps.') ? '192.168.135.164' : '192.168.135.163'];
  };
  return judge(
    asked
      .map((name) =>
        nslookup(name, ...(Object.entries(changed).find(([key]) => name.includes(key))?.[1] ?? good(name))),
      )
      .join(''),
  );
};

it('finds names that lead where they should', () => {
  expect(names()).toEqual({ wrong: [], found: 'api 192.168.135.163, *.apps 192.168.135.164' });
});

it.each([
  [{ 'api.etl4': ['192.168.135.173'] }, 'api.etl4.qe.lab.redhat.com: 192.168.135.173, not 192.168.135.163'],
  [{ 'api-int.etl4': [] }, 'api-int.etl4.qe.lab.redhat.com: no such name, not 192.168.135.163'],
  [{ '.apps.': ['192.168.135.164', '192.0.2.9'] }, '192.168.135.164, 192.0.2.9, not 192.168.135.164'],
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
  const { wrong } = askNames(lab, cluster, machine).judge('');
  expect(wrong).toHaveLength(5);
  expect(wrong[4]).toBe('validateNoWildcardDNS.etl4.qe.lab.redhat.com: no answer, not NXDOMAIN');
});

const own = 'console-openshift-console.apps.etl4.qe.lab.redhat.com';

it('knows by what is said who was reached, and by which name', () => {
  const { script, judge } = askBalancer('10.8.3.197', cluster, machine);
  expect(script).toContain('"10.8.3.197 $name"');
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
  expect(askVips(cluster, machine).script).toContain('https://api-int.etl4.qe.lab.redhat.com:6443/');
});

it('takes a disk for written only where that was said last', () => {
  const { judge } = askInstall('/dev/vda', 120_000_000_000, 'http://192.168.135.1:8079/image');
  expect(judge('written\n').wrong).toEqual([]);
  expect(judge('there is no /dev/vda: sda sr0\n').wrong).toEqual(['there is no /dev/vda: sda sr0']);
  expect(judge('').wrong).toEqual(['nothing was written']);
});
