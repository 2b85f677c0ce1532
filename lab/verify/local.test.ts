import { expect, it } from 'vitest';
import { holderOf } from '../host/ports.js';
import { isLocal } from './local.js';

const hypervisor = (uri: string) => ({ name: 'a', uri, pool: 'default', poolPath: '/' });

it.each([
  ['qemu:///system', true],
  ['qemu+unix:///system?socket=/run/other/libvirt-sock', true],
  ['qemu+tcp://localhost:16509/system', true],
  ['qemu+ssh://root@127.0.0.1/system', true],
  ['qemu+ssh://root@host-2/system', false],
  ['qemu+tls://localhost.example.com/system', false],
  ['test:///default', false],
])('%s is this host: %s', (uri, local) => {
  expect(isLocal(hypervisor(uri))).toBe(local);
});

it.each([
  ['tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*', { protocol: 'tcp', address: '*', port: 22 }],
  ['tcp LISTEN 0 128 *:22 *:* users:(("sshd",pid=8,fd=3))', { address: '*', program: 'sshd', pid: '8' }],
  ['udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*', { protocol: 'udp', address: '127.0.0.53', port: 53 }],
  [
    'tcp LISTEN 0 5 [fd00::1]:8000 [::]:* users:(("node",pid=9,fd=6),("node",pid=10,fd=6))',
    { address: 'fd00::1', pid: '9' },
  ],
])('reads %s', (line, holder) => {
  expect(holderOf(line)).toMatchObject([holder]);
});

it('reads nothing from an empty line', () => {
  expect(holderOf('')).toEqual([]);
});
