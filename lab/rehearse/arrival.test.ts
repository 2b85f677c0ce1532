import { expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import type { LabMachine } from '../spec/types.js';
import { addressProblems, cameFromCd, judgeBoot, readArrival } from './arrival.js';

const arrival = 'from=cd0\nsecure=1\naddress=192.168.135.160/24\ngateway=192.168.135.1\nnameservers=192.168.135.1\n';

it('reads what a machine says of itself', () => {
  expect(readArrival(arrival)).toEqual({
    from: 'cd0',
    secure: true,
    address: '192.168.135.160/24',
    gateway: '192.168.135.1',
    nameservers: ['192.168.135.1'],
  });
  expect(readArrival('from=hd0\nsecure=0')).toEqual({
    from: 'hd0',
    secure: false,
    address: '',
    gateway: '',
    nameservers: [],
  });
});

it.each([
  ['cd0', true],
  ['hd96', true],
  ['hd0', false],
  ['hd0,gpt2', false],
  ['', false],
])('takes %s for a CD: %s', (from, cd) => {
  expect(cameFromCd(from)).toBe(cd);
});

it.each([
  [false, 'from=cd0\nsecure=0', 'CD drive', [], 'from its CD drive'],
  [true, 'from=cd0\nsecure=1', 'CD drive', [], 'from its CD drive, Secure Boot in force'],
  [true, 'from=hd0,gpt2\nsecure=1', 'disk', [], 'from its disk, Secure Boot in force'],
  [false, 'from=hd0', 'CD drive', ['it came from hd0, its disk'], 'from its disk'],
  [
    true,
    'from=cd0\nsecure=0',
    'disk',
    ['it came from cd0, its CD drive', 'Secure Boot is not in force, and the document asks for it'],
    'from its CD drive',
  ],
] as const)(
  'with Secure Boot %s, takes %j for a start from its %s but for %j',
  (secureBoot, said, wanted, wrong, found) => {
    const machine = { secureBoot } as LabMachine;
    expect(judgeBoot(machine, readArrival(said), wanted)).toEqual({ wrong, found });
  },
);

const labOf = (change: (text: string) => string = (text) => text) =>
  loadLab(change(presetText('hub-and-two-spokes')), '').lab;
const problems = (changed: Readonly<Record<string, string>>, lab = labOf()): readonly string[] => {
  const said = {
    from: 'cd0',
    address: '192.168.135.160/24',
    gateway: '192.168.135.1',
    nameservers: '192.168.135.1',
    ...changed,
  };
  const text = Object.entries(said).map((pair) => `${pair.join('=')}\n`);
  const machine = lab.machines.find(({ name }) => name === 'etl4-master-0') as LabMachine;
  return addressProblems(lab, machine, readArrival(text.join('')));
};

it('finds a lease that is not what the lab says', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ address: '192.168.135.201/24' })).toEqual([
    '192.168.135.201, and 192.168.135.160 is reserved for it',
  ]);
  expect(problems({ address: '192.168.135.160/25' })).toEqual(['prefix 25, not 24']);
  expect(problems({ gateway: '192.168.135.254' })).toEqual(['gateway 192.168.135.254, not 192.168.135.1']);
  expect(problems({ gateway: '' })).toEqual(['gateway none, not 192.168.135.1']);
  expect(problems({ nameservers: '' })).toEqual(['DHCP told no name server']);
});

it('asks no gateway of a network that leads nowhere, and takes any address of the pool where none is fixed', () => {
  const isolated = labOf((text) => text.replace('lab: { ipv4', 'lab: { mode: isolated, ipv4'));
  expect(problems({ gateway: '' }, isolated)).toEqual([]);
  const free = labOf((text) =>
    text
      .replace('install: acm\n    apiVips: [.163]', 'install: none\n    apiVips: [.163]')
      .replace('address: .160, ', ''),
  );
  expect(problems({ address: '192.168.135.201/24' }, free)).toEqual([]);
  expect(problems({ address: '192.168.135.99/24' }, free)).toEqual(['192.168.135.99 is not of the DHCP pool']);
});
