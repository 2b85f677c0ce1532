import { describe, expect, it } from 'vitest';
import { LibvirtError } from '../errors.js';
import { socketPaths } from './sockets.js';
import { choice, flag, parseUri } from './uri.js';

describe('libvirt URIs', () => {
  it.each([
    ['qemu:///system', { driver: 'qemu', transport: 'unix', path: '/system', remote: 'qemu:///system' }],
    ['qemu:///session', { driver: 'qemu', transport: 'unix', path: '/session', remote: 'qemu:///session' }],
    ['test+unix:///default', { driver: 'test', transport: 'unix', path: '/default', remote: 'test:///default' }],
    ['qemu+unix:///system?socket=/a%20b', { transport: 'unix', remote: 'qemu:///system' }],
    ['qemu://host/system', { transport: 'tls', host: 'host', remote: 'qemu:///system' }],
    ['qemu+tcp://host:16510/system', { transport: 'tcp', host: 'host', port: 16510 }],
    ['qemu+tcp://[::1]:5/system', { transport: 'tcp', host: '::1', port: 5 }],
    ['qemu+TLS:///system', { transport: 'tls', remote: 'qemu:///system' }],
    ['qemu+ssh://me%40home@host/system', { transport: 'ssh', user: 'me@home', host: 'host' }],
    ['qemu+ssh://me@host/system?keyfile=/k&x=1&no_verify=1', { remote: 'qemu:///system?x=1' }],
    ['remote:///system', { remote: '' }],
    ['qemu+tcp://host/?name=qemu:///other', { remote: 'qemu:///other' }],
  ])('%s', (text, expected) => {
    expect(parseUri(text)).toMatchObject(expected);
  });

  it('keeps a plus sign in a parameter, and shows no user name', () => {
    const uri = parseUri('qemu+ssh://me@host/system?keyfile=/a+b%2Bc');
    expect(uri.parameters.get('keyfile')).toBe('/a+b+c');
    expect(uri.printable).toBe('qemu+ssh://host/system?keyfile=/a+b%2Bc');
  });

  it.each([
    'system',
    '/system',
    'qemu:system',
    'qemu+carrier-pigeon://host/system',
    'qemu+unix://host/system',
    'qemu+tcp://host:0/system',
    'qemu+tcp://host:70000/system',
    'qemu+tcp://ho st/system',
    'qemu:///system?socket=%zz',
    '',
  ])('refuses %j', (text) => {
    expect(() => parseUri(text)).toThrow(LibvirtError);
  });

  it('takes numbers as yes and no, and words only from their list', () => {
    const uri = parseUri('qemu+ssh://h/system?no_verify=1&no_tty=yes&proxy=pigeon');
    expect(flag(uri, 'no_verify')).toBe(true);
    expect(flag(uri, 'no_sanity')).toBe(false);
    expect(() => flag(uri, 'no_tty')).toThrow(LibvirtError);
    expect(() => choice(uri, 'proxy', ['auto', 'netcat'])).toThrow(/auto, netcat/);
  });
});

describe('sockets to try', () => {
  it.each([
    ['qemu:///system', false, ['/d/virtqemud-sock', '/d/libvirt-sock']],
    ['qemu:///system', true, ['/d/virtqemud-sock-ro', '/d/libvirt-sock-ro']],
    ['network:///system', false, ['/d/virtnetworkd-sock', '/d/libvirt-sock']],
    ['qemu:///session', true, ['/d/virtqemud-sock', '/d/libvirt-sock']],
    ['test+unix:///default', false, ['/d/libvirt-sock']],
    ['qemu:///system?mode=direct', false, ['/d/virtqemud-sock']],
    ['qemu:///system?mode=legacy', false, ['/d/libvirt-sock']],
    ['qemu+unix:///system?socket=/x', false, ['/x']],
  ])('%s, read-only %s', (text, readOnly, expected) => {
    expect(socketPaths(parseUri(text), ['/d'], readOnly)).toEqual(expected);
  });
});
