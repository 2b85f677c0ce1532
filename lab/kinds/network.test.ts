import { expect, it } from 'vitest';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { setMark } from '../libvirt/mark.js';
import type { FoundNetwork } from '../libvirt/survey.js';
import { uuidOf } from '../spec/identity.js';
import { networkProblems, planNetworks } from './network.js';
import { bareNetwork } from './network-aspects.js';

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
