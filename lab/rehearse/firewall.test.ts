import { expect, it } from 'vitest';
import type { Site } from '../kinds/site.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { closedDoors } from './firewall.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
const site = { lab } as Site;
const spoke = lab.machines.filter(({ cluster }) => cluster === 'etl4');

const shut = '  rich rules:\n\trule priority="32767" reject';
const played =
  (zone: string, policies = '') =>
  async (...args: readonly string[]): Promise<string | undefined> =>
    ({
      '--state': 'running',
      '--list-all-zones': `public\n  interfaces: eth0\n\nlibvirt (active)\n  interfaces: ${zone}`,
      '--list-all-policies': policies,
      '--get-default-zone': 'public',
    })[args.join(' ')];

it('lets a rehearsal begin where no firewalld runs, or nothing is shut', async () => {
  expect(await closedDoors(site, spoke, 8079, async () => undefined)).toEqual([]);
  const ports = '8079/tcp 6443/tcp 443/tcp 80/tcp';
  expect(await closedDoors(site, spoke, 8079, played(`ic4s20-lab\n  ports: ${ports}\n${shut}`))).toEqual([]);
  expect(await closedDoors(site, spoke, 8079, played('ic4s20-lab\n  target: ACCEPT'))).toEqual([]);
});

it('says what to tell firewalld, once for all machines', async () => {
  const told = await closedDoors(site, spoke, 8079, played(`ic4s20-lab\n  services: dns http\n${shut}`));
  expect(told).toEqual([expect.stringContaining('8079/tcp, 6443/tcp, 443/tcp of this host shut in zone libvirt')]);
  expect(told[0]).toContain(
    'firewall-cmd --zone=libvirt --add-port=8079/tcp --add-port=6443/tcp --add-port=443/tcp (firewall-cmd --reload',
  );
});

it('asks the policy that comes before a zone', async () => {
  const policy = 'to-host\n  ingress-zones: libvirt\n  egress-zones: HOST\n  ports: 8079/tcp 6443/tcp 443/tcp';
  expect(await closedDoors(site, spoke, 8079, played('ic4s20-lab\n  ports: 80/tcp', policy))).toEqual([
    expect.stringContaining('holds 80/tcp of this host shut in policy to-host'),
  ]);
});

it('asks the standard zone for a bridge of the host’s that is in none: libvirt puts its own bridges alone into another', async () => {
  const text = presetText('hub-and-two-spokes').replace('lab: { ipv4', 'lab: { mode: bridge, bridge: br0, ipv4');
  const bridged = { lab: loadLab(text, 'lab.yaml').lab } as Site;
  const [told, ...others] = await closedDoors(bridged, spoke, 8079, played(shut));
  expect([told, others]).toEqual([expect.stringContaining('of this host shut in zone public'), []]);
});

it('asks for nothing that a machine does not go to', async () => {
  const text = presetText('edge-sites').replace('site-2: {', 'site-2: { mode: isolated,');
  const apart = { lab: loadLab(`${text}loadBalancer: { address: 10.8.3.197 }\n`, 'lab.yaml').lab } as Site;
  const nodes = apart.lab.machines.filter(({ cluster }) => cluster === 'site-2');
  expect(nodes).not.toEqual([]);
  const [told, ...others] = await closedDoors(apart, nodes, 8079, played(shut));
  expect([told, others]).toEqual([expect.stringContaining('firewalld holds 8079/tcp of this host shut'), []]);
});
