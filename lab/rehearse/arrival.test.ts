import { expect, it } from 'vitest';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import type { LabMachine } from '../spec/types.js';
import { addressesOf, addressProblems, cameFromCd, judgeBoot, nameserversOf, readArrival } from './arrival.js';

const arrival = `from=cd0
secure=1
address4=192.168.135.160/24
gateway4=192.168.135.1
nameservers4=192.168.135.1
address6=fd00:135::20
nameservers6=fd00:135::1 $(reboot)
gateway6=fe80::1
links6=fd00:135::/64 fe80::/64
`;

it('reads what a machine says of itself', () => {
  expect(readArrival(arrival)).toEqual({
    from: 'cd0',
    secure: true,
    leases: {
      4: { address: '192.168.135.160/24', gateway: '192.168.135.1', nameservers: ['192.168.135.1'] },
      6: { address: 'fd00:135::20', gateway: 'fe80::1', nameservers: ['fd00:135::1'] },
    },
    links: ['fd00:135::/64', 'fe80::/64'],
  });
  expect(addressesOf(readArrival(arrival))).toBe('192.168.135.160/24, fd00:135::20');
  expect(nameserversOf(readArrival(arrival))).toEqual(['192.168.135.1', 'fd00:135::1']);
  const nothing = { address: '', gateway: '', nameservers: [] };
  expect(readArrival('from=hd0\nsecure=0')).toEqual({
    from: 'hd0',
    secure: false,
    leases: { 4: nothing, 6: nothing },
    links: [],
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
    address4: '192.168.135.160/24',
    gateway4: '192.168.135.1',
    nameservers4: '192.168.135.1',
    ...changed,
  };
  const text = Object.entries(said).map((pair) => `${pair.join('=')}\n`);
  const machine = lab.machines.find(({ name }) => name === 'etl4-master-0') as LabMachine;
  return addressProblems(lab, machine, readArrival(text.join('')));
};

it('finds a lease that is not what the lab says', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ address4: '192.168.135.201/24' })).toEqual([
    '192.168.135.201, and 192.168.135.160 is reserved for it',
  ]);
  expect(problems({ address4: '192.168.135.160/25' })).toEqual(['prefix 25, not 24']);
  expect(problems({ gateway4: '192.168.135.254' })).toEqual(['gateway 192.168.135.254, not 192.168.135.1']);
  expect(problems({ gateway4: '' })).toEqual(['gateway none, not 192.168.135.1']);
  expect(problems({ nameservers4: '' })).toEqual(['DHCP told no name server by IPv4']);
  expect(problems({ address4: '' })).toEqual(['DHCP gave it no IPv4']);
});

it('asks no gateway of a network that leads nowhere, and takes any address of the pool where none is fixed', () => {
  const isolated = labOf((text) => text.replace('lab: { ipv4', 'lab: { mode: isolated, ipv4'));
  expect(problems({ gateway4: '' }, isolated)).toEqual([]);
  const free = labOf((text) =>
    text
      .replace('install: acm\n    apiVips: [.163]', 'install: none\n    apiVips: [.163]')
      .replace('address: .160, ', ''),
  );
  expect(problems({ address4: '192.168.135.201/24' }, free)).toEqual([]);
  expect(problems({ address4: '192.168.135.99/24' }, free)).toEqual(['192.168.135.99 is not of the DHCP pool']);
});

it('finds in IPv6 what DHCP gave and what routers announced, of machines that have it', () => {
  const six = {
    address6: 'fd00:135::160',
    gateway6: 'fe80::5054:ff:fe00:1',
    nameservers6: 'fd00:135::1',
    links6: 'fd00:135::/64 fe80::/64',
  };
  const both = (mode = 'nat') =>
    labOf((text) =>
      text
        .replace('lab: { ipv4', `lab: { mode: ${mode}, ipv6: { cidr: "fd00:135::/64" }, ipv4`)
        .replace('address: .160,', 'address: .160, address6: "::160",'),
    );
  expect(problems(six, both())).toEqual([]);
  expect(problems({ ...six, address6: 'fd00:135:0::160' }, both())).toEqual([]);
  expect(problems({ ...six, address6: 'fd00:135::99' }, both())).toEqual([
    'fd00:135::99, and fd00:135::160 is reserved for it',
  ]);
  expect(problems({}, both())).toEqual(['DHCP gave it no IPv6']);
  expect(problems({ ...six, links6: 'fe80::/64' }, both())).toEqual([
    'no router announced that fd00:135::/64 is on the link',
  ]);
  expect(problems({ ...six, gateway6: '' }, both())).toEqual(['no router announced a way out by IPv6']);
  expect(problems({ ...six, gateway6: '' }, both('isolated'))).toEqual([]);
  expect(problems({ ...six, nameservers6: '' }, both())).toEqual(['DHCP told no name server by IPv6']);
  // Others in that network have no such address, and nodes are then set up without.
  const others = labOf((text) => text.replace('lab: { ipv4', 'lab: { ipv6: { cidr: "fd00:135::/64" }, ipv4'));
  expect(problems({}, others)).toEqual([]);
});
