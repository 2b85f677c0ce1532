import { expect, it } from 'vitest';
import { refusal } from '../../test/helpers/memory-libvirt/answers.js';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { setMark } from '../libvirt/mark.js';
import type { FoundNetwork } from '../libvirt/survey.js';
import { all, element, first, writeXml } from '../libvirt/xml.js';
import { uuidOf } from '../spec/identity.js';
import { networkProblems, planNetworks } from './network.js';
import { bareNetwork, networkAspects } from './network-aspects.js';

const mark = { lab: 'ic4s20', spec: '', volumes: [] };

const networkOf = (name: string, more: Partial<FoundNetwork>, live = '<network/>'): FoundNetwork => {
  const tree = bareNetwork(uuidOf(name), name);
  if (more.mark) setMark(tree, more.mark);
  const network = { uuid: uuidOf(name), toXml: async () => live } as FoundNetwork['network'];
  return { name, network, tree, active: true, autostart: true, ...more };
};

it.each([
  ['of running machines', "<network connections='2'/>", 'network restart'],
  ['that nobody is plugged into', '<network/>', 'none'],
])('tells what the removal of a network %s does', async (_, live, disruption) => {
  const gone = networkOf('ic4s20-gone', { mark }, live);
  const { site } = withSurvey(wellSubject(), ({ networks }) => ({ networks: [...networks, gone] }));
  expect(await planNetworks(site)).toMatchObject([{ item: 'network/gone', action: 'remove', disruption }]);
});

it.each([
  ['that goes with it', 1, 'none'],
  ['that goes with it, and of another', 2, 'network restart'],
])('counts the card of a machine %s', async (_, connections, disruption) => {
  const gone = networkOf('ic4s20-gone', { mark }, `<network connections='${connections}'/>`);
  const { site } = withSurvey(wellSubject(), ({ networks, domains: [one, ...others] }) => {
    if (one === undefined) return expect.fail();
    const card = element('interface', { type: 'network' }, [element('source', { network: gone.name })]);
    const leaves = { ...one, uuid: uuidOf('leaves'), tree: element('domain', {}, [element('devices', {}, [card])]) };
    return { networks: [...networks, gone], domains: [leaves, one, ...others] };
  });
  expect(await planNetworks(site)).toMatchObject([{ item: 'network/gone', disruption }]);
});

it('goes on where a network goes while its users are asked for', async () => {
  const toXml = async () => {
    throw refusal('NO_NETWORK', 'it has gone');
  };
  const gone = { ...networkOf('ic4s20-gone', { mark }), network: { toXml } as unknown as FoundNetwork['network'] };
  const { site } = withSurvey(wellSubject(), ({ networks }) => ({ networks: [...networks, gone] }));
  expect(await planNetworks(site)).toMatchObject([{ item: 'network/gone', disruption: 'none' }]);
});

it('refuses what libvirt would: the UUID of a network that is to be made is that of another', () => {
  const found = networkOf('other', { active: false });
  const uuid = uuidOf('lab.network.ic4s20');
  const other = { ...found, network: { ...found.network, uuid } as FoundNetwork['network'] };
  const problems = (networks: readonly FoundNetwork[]) =>
    networkProblems(withSurvey(wellSubject(), () => ({ networks })).site);
  expect(problems([other])).toEqual([
    expect.stringMatching(/has a network other with the UUID that ic4s20-lab is to have/),
  ]);
  expect(problems([found])).toEqual([]);
});

it('leaves what somebody has said of an address that stays', () => {
  const { lab } = wellSubject();
  const [network] = lab.networks;
  const addresses = networkAspects.find(({ name }) => name === 'addresses') ?? expect.fail();
  if (network === undefined) return expect.fail();
  const wanted = { lab, network, name: 'ic4s20-lab' };
  const tree = bareNetwork(uuidOf('a'), 'ic4s20-lab');
  addresses.put(tree, wanted);
  const before = writeXml(tree);
  first(tree, 'ip')?.children.unshift(element('tftp', { root: '/srv' }));
  first(tree, 'ip/dhcp')?.children.push(element('bootp', { file: 'pxe' }));
  const edited = writeXml(tree);
  expect(edited).not.toBe(before);
  addresses.put(tree, wanted);
  expect(writeXml(tree)).toBe(edited);
  // Another network is another matter.
  addresses.put(tree, { ...wanted, network: { ...network, subnets: [] } });
  addresses.put(tree, wanted);
  expect(writeXml(tree)).toBe(before);
});

it('changes reservations of IPv6 by name into those by identifier, one after the other and in the network that runs', async () => {
  const told: string[] = [];
  const six = wellSubject((text) =>
    text
      .replace('lab: { ipv4', 'lab: { ipv6: { cidr: "fd00:135::/64" }, ipv4')
      .replace('address: .160', '$&, address6: "::160"'),
  );
  const { site } = withSurvey(six, ({ networks }) => ({
    networks: networks.map((found) => {
      for (const { attributes } of all(found.tree, 'ip/dhcp/host')) delete attributes.id;
      const update = async ({ command, xml }: { command: number; xml: string }) => void told.push(`${command} ${xml}`);
      return { ...found, network: { update } as unknown as FoundNetwork['network'] };
    }),
  }));
  const [change, ...others] = await planNetworks(site);
  expect(others).toEqual([]);
  expect(change).toMatchObject({ item: 'network/lab', disruption: 'live' });
  const address = 'etl4-master-0 fd00:135::160';
  const id = '00:03:00:01:52:54:00:aa:04:00';
  expect(change?.what).toContain(`-${address} (for its name)`);
  expect(change?.what).toContain(`+${address} (for ${id})`);
  await change?.run(new AbortController().signal);
  const own = told.filter((line) => line.includes("'etl4-master-0'") || line.includes('"etl4-master-0"'));
  expect(own).toEqual([expect.stringMatching(/^2 (?!.*00:03)/), expect.stringContaining(id)]);
});
