import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labs } from '../../test/helpers/labs.js';
import { dnsRecords } from '../dns/records.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { chronyConf, timeNetworks } from './chrony.js';

const options = { pidFile: '/run/lab/chrony.pid' };

it('serves the host’s clock on the gateway, to the network, and nothing else of its own', () => {
  const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
  expect(timeNetworks(lab).map((network) => chronyConf(lab, network, options))).toEqual([
    [
      "# Time of the lab ic4s20, network lab. To be run with -x, which leaves the host's clock alone.",
      'bindaddress 192.168.135.1',
      'allow 192.168.135.0/24',
      'local stratum 10',
      'cmdport 0',
      'bindcmdaddress /',
      'pidfile /run/lab/chrony.pid',
      '',
    ].join('\n'),
  ]);
});

it('has a file for each network, with both families', () => {
  const { lab } = loadLab(presetText('edge-sites'), 'lab.yaml');
  const texts = timeNetworks(lab).map((network) => chronyConf(lab, network, { ...options, user: 'root' }));
  expect(texts).toHaveLength(4);
  expect(texts[3]).toContain('\nbindaddress fd00:153::1\nallow fd00:153::/64\n');
  expect(texts[3]).not.toContain('192.168.152.');
  expect(texts[3]).toContain('\nuser root\n');
});

it('of any lab: a server for each name of one, on its addresses', () => {
  fc.assert(
    fc.property(labs, (text) => {
      const { lab } = loadLab(text, 'lab.yaml');
      const served = timeNetworks(lab).map((network) =>
        [...chronyConf(lab, network, options).matchAll(/^bindaddress (.*)$/gm)].map(([, address]) => address),
      );
      const named = dnsRecords(lab).filter(({ kind }) => kind === 'ntp');
      expect(served).toEqual(named.map(({ addresses }) => addresses));
      // chronyd takes the last of several addresses of a family.
      for (const addresses of served)
        expect(new Set(addresses.map((address) => address?.includes(':'))).size).toBe(addresses.length);
    }),
    { numRuns: 40 },
  );
});
