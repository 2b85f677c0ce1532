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
