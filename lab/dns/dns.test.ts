import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labs } from '../../test/helpers/labs.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { bindText, bindZones } from './bind.js';
import { dnsmasqConf } from './dnsmasq.js';
import { hostsFile } from './hosts.js';
import { dnsDomains, dnsRecords } from './records.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
const edge = loadLab(presetText('edge-sites'), 'lab.yaml').lab;
const told = (records: ReturnType<typeof dnsRecords>) =>
  records.map(({ name, wildcard, addresses }) => `${wildcard ? '*.' : ''}${name} ${addresses.join(' ')}`);

it('an address of /etc/hosts leads back to the node, whatever else it is', () => {
  const [line] = hostsFile(edge).match(/^192\.168\.152\.20 .*$/m) ?? [];
  expect(line?.split(' ').slice(1, 4)).toEqual([
    'site-2-single-0.site-2.edge.example.com',
    'api.site-2.edge.example.com',
    'api-int.site-2.edge.example.com',
  ]);
});

describe('records', () => {
  it('are each cluster’s, each node’s, the gateway’s and the time server’s', () => {
    const all = told(dnsRecords(lab));
    expect(all).toHaveLength(3 * 3 + 9 + 2);
    expect(all).toEqual(
      expect.arrayContaining([
        'api.etl4.qe.lab.redhat.com 192.168.135.163',
        'api-int.etl4.qe.lab.redhat.com 192.168.135.163',
        '*.apps.etl4.qe.lab.redhat.com 192.168.135.164',
        'etl6-master-2.etl6.qe.lab.redhat.com 192.168.135.172',
        'gateway.qe.lab.redhat.com 192.168.135.1',
        'ntp.qe.lab.redhat.com 192.168.135.1',
      ]),
    );
    expect(dnsDomains(lab)).toContain('ocp3m0w-ic4s20.qe.lab.redhat.com');
  });

  it('lead to a single node where it answers for itself, and its address leads back to it alone', () => {
    const records = dnsRecords(edge);
    expect(told(records)).toEqual(
      expect.arrayContaining([
        'api.site-3.edge.example.com 192.168.153.20 fd00:153::20',
        '*.apps.site-3.edge.example.com 192.168.153.20 fd00:153::20',
      ]),
    );
    const back = records.filter(({ reverse }) => reverse).flatMap(({ addresses }) => addresses);
    expect(new Set(back).size).toBe(back.length);
    expect(records.find(({ name }) => name === 'gateway-site-3.edge.example.com')?.kind).toBe('gateway');
  });

  it('lead nobody to a load balancer that has nothing behind it', () => {
    const text = presetText('hub-and-two-spokes').replace(
      'loadBalancer:',
      '  tools: { nodes: [{ flavor: master, count: 2, address: .50 }] }\nloadBalancer:',
    );
    const names = told(dnsRecords(loadLab(text, 'x').lab, 'outside'));
    expect(names).toHaveLength(6);
    expect(names.join()).not.toContain('tools');
  });

  it('lead outsiders to the load balancer, without what it does not serve', () => {
    expect(told(dnsRecords(lab, 'outside'))).toEqual(
      ['ocp3m0w-ic4s20', 'etl4', 'etl6'].flatMap((name) => [
        `api.${name}.qe.lab.redhat.com 10.8.3.197`,
        `*.apps.${name}.qe.lab.redhat.com 10.8.3.197`,
      ]),
    );
    expect(dnsRecords(edge, 'outside')).toEqual(dnsRecords(edge));
  });

  it('name no time server that the lab does not have', () => {
    const text = `${presetText('edge-sites')}ntp: { servers: [time.example.com] }\n`;
    expect(dnsRecords(loadLab(text, 'lab.yaml').lab).filter(({ kind }) => kind === 'ntp')).toEqual([]);
  });
});

it('of any lab: a name once, an address back to one name, and each zone with its own names alone', () => {
  fc.assert(
    fc.property(labs, (text) => {
      const { lab: any } = loadLab(text, 'lab.yaml');
      const records = dnsRecords(any);
      const names = records.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const back = records.filter(({ reverse }) => reverse).flatMap(({ addresses }) => addresses);
      expect(new Set(back).size).toBe(back.length);
      for (const { nics, fqdn } of any.machines)
        for (const address of nics.flatMap(({ addresses }) => addresses))
          expect(records.find(({ name }) => name === fqdn)).toMatchObject({
            reverse: true,
            addresses: expect.arrayContaining([address]),
          });
      const lines = bindZones(any).flatMap((zone) =>
        zone.text.split('\n').filter((line) => / IN (A|AAAA|PTR) /.test(line)),
      );
      expect(lines).toHaveLength(
        records.flatMap(({ addresses, reverse }) => [...addresses, ...(reverse ? addresses : [])]).length,
      );
      for (const { addresses } of records)
        for (const address of addresses) expect(hostsFile(any)).toContain(`\n${address} `);
    }),
    { numRuns: 50 },
  );
});

it('a hosts file has one line for each address, and the routes that every cluster has', () => {
  const lines = hostsFile(lab).trimEnd().split('\n').slice(1);
  const addresses = lines.map((line) => line.split(' ')[0]);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(lines).toContain('192.168.135.163 api.etl4.qe.lab.redhat.com api-int.etl4.qe.lab.redhat.com');
  expect(lines.find((line) => line.startsWith('192.168.135.11 '))).toContain(
    'assisted-image-service-multicluster-engine.apps.ocp3m0w-ic4s20.qe.lab.redhat.com',
  );
  expect(hostsFile(lab)).not.toContain('*.apps.etl4');
});

it('dnsmasq keeps every name to itself', () => {
  const lines = dnsmasqConf(lab).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'local=/etl4.qe.lab.redhat.com/',
      'local=/ntp.qe.lab.redhat.com/',
      'host-record=etl4-master-0.etl4.qe.lab.redhat.com,192.168.135.160',
      'address=/apps.etl4.qe.lab.redhat.com/192.168.135.164',
    ]),
  );
  expect(lines).not.toContain('local=/qe.lab.redhat.com/');
});

describe('BIND', () => {
  it('has a zone for each cluster, none above it, and reverse ones', () => {
    const zones = bindZones(lab);
    expect(zones.map(({ name }) => name)).toEqual([
      ...dnsDomains(lab),
      'gateway.qe.lab.redhat.com',
      'ntp.qe.lab.redhat.com',
      '135.168.192.in-addr.arpa',
    ]);
    expect(zones[1]?.text).toContain('\n*.apps IN A 192.168.135.164\n');
    expect(zones.at(-1)?.text).toContain('\n160 IN PTR etl4-master-0.etl4.qe.lab.redhat.com.\n');
    for (const { name } of zones) expect(bindText(lab)).toContain(`zone "${name}"`);
  });

  it('reverses IPv6 by nibbles, at the network’s boundary', () => {
    const zone = bindZones(edge).find(({ name }) => name.endsWith('ip6.arpa'));
    expect(zone?.name).toBe('0.0.0.0.0.0.0.0.3.5.1.0.0.0.d.f.ip6.arpa');
    expect(zone?.text).toContain('\n0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0 IN PTR site-3-single-0.site-3.edge.example.com.\n');
  });
});
