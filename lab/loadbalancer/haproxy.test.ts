import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labs } from '../../test/helpers/labs.js';
import { type PresetName, presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import type { Lab } from '../spec/types.js';
import { haproxyConf } from './haproxy.js';

const labOf = (preset: PresetName, change: (text: string) => string = (text) => text): Lab =>
  loadLab(change(presetText(preset)), 'lab.yaml').lab;
const lab = labOf('hub-and-two-spokes');
const options = { statsSocket: '/run/lab/haproxy.sock' };
const conf = (of: Lab): string => haproxyConf(of, options) ?? '';
const linesOf = (of: Lab): readonly string[] =>
  conf(of)
    .split('\n')
    .map((line) => line.trim());
/** What stands below a line, to the next empty one. */
const section = (of: Lab, head: string): readonly string[] => {
  const lines = linesOf(of);
  const begin = lines.indexOf(head);
  return begin < 0 ? [] : lines.slice(begin + 1, lines.indexOf('', begin));
};
const binds = (of: Lab) => linesOf(of).filter((line) => line.startsWith('bind '));
const targets = (of: Lab, backend: string) =>
  section(of, `backend ${backend}`)
    .filter((line) => line.startsWith('server '))
    .map((line) => line.split(' ')[2]);

describe('the lab of the preset', () => {
  it('leads each name to its VIP', () => {
    expect(section(lab, 'frontend api')).toContain(
      'use_backend api-etl4 if { req.ssl_sni -i api.etl4.qe.lab.redhat.com }',
    );
    expect(section(lab, 'frontend apps')).toContain(
      'use_backend apps-etl6 if { req.ssl_sni -i -m end .apps.etl6.qe.lab.redhat.com }',
    );
    expect(targets(lab, 'api-etl4')).toEqual(['192.168.135.163:6443']);
    expect(targets(lab, 'apps-etl6')).toEqual(['192.168.135.174:443']);
    expect(targets(lab, 'http-hub')).toEqual(['192.168.135.11:80']);
  });

  it('listens on the external address alone, and never serves the machine config server', () => {
    expect(binds(lab)).toEqual(['bind 10.8.3.197:6443', 'bind 10.8.3.197:443', 'bind 10.8.3.197:80']);
    expect(conf(lab)).not.toContain('22623');
  });

  it('begins with a comment that names the lab, and puts paths where it is told', () => {
    const text = haproxyConf(lab, { ...options, pidFile: '/run/my lab/pid', user: 'haproxy' });
    expect(text?.split('\n')[0]).toBe('# Load balancer of the lab ic4s20.');
    expect(text).toContain('\n  stats socket /run/lab/haproxy.sock mode 600 ');
    expect(text).toContain('\n  pidfile /run/my\\ lab/pid\n');
    expect(text).toContain('\n  user haproxy\n');
    const own = labOf('hub-and-two-spokes', (text) => text.replace('10.8.3.197', '10.8.3.197, stats: /srv/stats'));
    expect(conf(own)).toContain('\n  stats socket /srv/stats mode 600 ');
  });
});

it('has nothing to say of a lab without load balancer', () => {
  expect(haproxyConf(labOf('edge-sites'), options)).toBeUndefined();
});

it('leads to a single node where it answers for itself, its other family in reserve', () => {
  const edge = labOf('edge-sites', (text) => `${text}loadBalancer: { address: "2001:db8::1" }\n`);
  expect(binds(edge)).toEqual(['bind [2001:db8::1]:6443', 'bind [2001:db8::1]:443', 'bind [2001:db8::1]:80']);
  const servers = section(edge, 'backend api-site-3').filter((line) => line.startsWith('server '));
  expect(servers.map((line) => line.split(' ')[2])).toEqual(['192.168.153.20:6443', '[fd00:153::20]:6443']);
  expect(servers.map((line) => line.endsWith(' backup'))).toEqual([false, true]);
});

describe('who sends no name', () => {
  const nameless = (of: Lab) => section(of, 'frontend api').filter((line) => line.includes('-m found'));

  it('comes to the hub', () => {
    expect(nameless(lab).map((line) => line.split(' ')[1])).toEqual(['api-hub']);
    expect(section(lab, 'frontend apps').join()).not.toContain('-m found');
  });

  it('comes to nobody where there are several hubs, or none', () => {
    const two = labOf('hub-and-two-spokes', (text) => text.replace('etl4:\n', 'etl4:\n    hub: true\n'));
    expect(two.clusters.filter(({ hub }) => hub)).toHaveLength(2);
    expect(nameless(two)).toEqual([]);
    const none = labOf('hub-and-two-spokes', (text) =>
      text.replace('    hub: true\n', '').replaceAll('install: acm', 'install: none'),
    );
    expect(nameless(none)).toEqual([]);
  });
});

it('looks for a cluster within the applications of another first', () => {
  const nested = labOf('hub-and-two-spokes', (text) =>
    text.replace('etl6:\n', 'etl6:\n    fqdn: inner.apps.etl4.qe.lab.redhat.com\n'),
  );
  const order = section(nested, 'frontend apps')
    .filter((line) => line.startsWith('use_backend'))
    .map((line) => line.split(' ')[1]);
  expect(order.indexOf('apps-etl6')).toBeLessThan(order.indexOf('apps-etl4'));
});

it('of any lab: the same text each time, backends that exist and are used, and addresses of their cluster', () => {
  fc.assert(
    fc.property(labs, (text) => {
      const any = loadLab(text, 'lab.yaml').lab;
      const made = haproxyConf(any, options);
      expect(haproxyConf(loadLab(text, 'lab.yaml').lab, options)).toBe(made);
      expect(made === undefined).toBe(any.loadBalancer === undefined);
      if (made === undefined) return;
      const lines = linesOf(any);
      const used = lines.flatMap((line) => /^(?:use|default)_backend (\S+)/.exec(line)?.[1] ?? []);
      const there = lines.flatMap((line) => /^backend (\S+)/.exec(line)?.[1] ?? []);
      expect(new Set(there).size).toBe(there.length);
      expect(new Set(used)).toEqual(new Set(there));
      for (const { name, apiVips, ingressVips } of any.clusters) {
        const own = any.machines.filter(({ cluster }) => cluster === name).flatMap(({ nics }) => nics[0]?.addresses);
        const written = (all: readonly (string | undefined)[], port: number) =>
          all.map((address) => (address?.includes(':') ? `[${address}]:${port}` : `${address}:${port}`));
        expect(targets(any, `api-${name}`)).toEqual(written(apiVips.length > 0 ? apiVips : own, 6443));
        expect(targets(any, `apps-${name}`)).toEqual(written(ingressVips.length > 0 ? ingressVips : own, 443));
      }
    }),
    { numRuns: 40 },
  );
});
