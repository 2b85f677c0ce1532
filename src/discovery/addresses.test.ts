import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { localAddresses, localAddressTowards, rootUrl } from './addresses.js';

const info = (address: string): NetworkInterfaceInfo => {
  const common = { address, netmask: '', mac: '', internal: false, cidr: null };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
};
const interfaces = {
  lo: [info('127.0.0.1'), info('::1')],
  eth0: [info('192.0.2.1'), info('192.0.2.2'), info('fe80::1'), info('2001:db8::1')],
  eth1: [info('fe80::2')],
};
const found = (bound: string) => localAddresses(bound, interfaces).map(({ family, address }) => `${family} ${address}`);

describe('the addresses that a service is announced from', () => {
  it.each([
    ['::', ['4 127.0.0.1', '6 ::1', '4 192.0.2.1', '6 2001:db8::1', '6 fe80::2%eth1']],
    ['0.0.0.0', ['4 127.0.0.1', '4 192.0.2.1']],
    ['192.0.2.2', ['4 192.0.2.2']],
    ['2001:db8::1', ['6 2001:db8::1']],
    ['fe80::2%eth1', ['6 fe80::2%eth1']],
    ['198.51.100.1', []],
  ])('bound to %s', (bound, addresses) => expect(found(bound)).toEqual(addresses));
});

it.each([
  ['192.0.2.1', 'https://192.0.2.1:8000/redfish/v1/'],
  ['2001:db8::1', 'https://[2001:db8::1]:8000/redfish/v1/'],
  ['fe80::1%eth0', 'https://[fe80::1]:8000/redfish/v1/'],
])('%s is reached at %s', (address, url) => expect(rootUrl(address, 8000)).toBe(url));

it('names itself by the address on the way to the other', async () => {
  expect(await localAddressTowards(4, '127.0.0.1')).toBe('127.0.0.1');
});
