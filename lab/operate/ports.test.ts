import { expect, it } from 'vitest';
import { wellSubject } from '../../test/helpers/played-lab.js';
import { networkName } from '../kinds/site.js';
import { givesWay } from './ports.js';

it("lets libvirt's dnsmasq of a network have port 53 until that network is changed, and nobody else", () => {
  const { lab } = wellSubject();
  const [network] = lab.networks;
  if (network === undefined) return expect.fail();
  const words = (name: string): string =>
    `/usr/sbin/dnsmasq --conf-file=/var/lib/libvirt/dnsmasq/${name}.conf --leasefile-ro`;
  const own = words(networkName(lab, network));
  expect(givesWay(lab, [{ item: `network/${network.name}@host` }], own)).toBe(true);
  expect(givesWay(lab, [{ item: 'service/dns' }], own)).toBe(false);
  expect(givesWay(lab, [{ item: `network/${network.name}` }], words(`other-${network.name}`))).toBe(false);
});
