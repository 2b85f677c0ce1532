import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/parse.js';
import { readConsoles, readTpm } from './consoles.js';

const domain = (devices: string) => parseXml(`<domain type='kvm'><devices>${devices}</devices></domain>`);
const consoles = (devices: string) => readConsoles(domain(devices));
const vnc = (attributes: string, listen: string) => `<graphics type='vnc' ${attributes}>${listen}</graphics>`;
const everywhere = `<listen type='address' address='0.0.0.0'/>`;

describe('consoles of a machine', () => {
  it('have a port where others than the host can reach it', () => {
    expect(consoles(vnc(`port='5901' autoport='no' listen='0.0.0.0'`, everywhere))).toEqual([
      { protocol: 'vnc', port: 5901 },
    ]);
    expect(consoles(`<graphics type='spice' port='-1' tlsPort='5903' listen='192.0.2.1'/>`)).toEqual([
      { protocol: 'spice', port: 5903 },
    ]);
  });

  it.each([
    ['on loopback', vnc(`port='5900'`, `<listen type='address' address='127.0.0.1'/>`)],
    ['on loopback by libvirt’s choice', vnc(`port='5900'`, `<listen type='address'/>`)],
    ['on loopback of IPv6', vnc(`port='5900' listen='::1'`, '')],
    ['to be found', vnc(`port='-1' autoport='yes'`, everywhere)],
    ['a unix socket', vnc(`socket='/run/vnc'`, `<listen type='socket' socket='/run/vnc'/>`)],
  ])('have none that is %s', (_, graphics) => expect(consoles(graphics)).toEqual([{ protocol: 'vnc' }]));

  it('are not there where nobody can connect', () => {
    expect(consoles(`<graphics type='spice'><listen type='none'/></graphics><graphics type='egl-headless'/>`)).toEqual(
      [],
    );
    expect(consoles('')).toEqual([]);
  });

  it('are serial where the port is served by telnet', () => {
    const serial = (source: string, protocol: string) =>
      `<serial type='tcp'><source ${source} service='4555'/><protocol type='${protocol}'/></serial>`;
    const local = `mode='bind' host='127.0.0.1'`;
    expect(consoles(serial(`mode='bind' host='0.0.0.0'`, 'telnet'))).toEqual([{ protocol: 'telnet', port: 4555 }]);
    expect(consoles(serial(local, 'telnet'))).toEqual([{ protocol: 'telnet' }]);
    expect(consoles(serial(local, 'raw'))).toEqual([]);
    expect(consoles(serial(`mode='connect' host='192.0.2.1'`, 'telnet'))).toEqual([]);
    expect(consoles(`<serial type='pty'><source path='/dev/pts/3'/></serial>`)).toEqual([]);
  });
});

describe('a TPM', () => {
  it('is told with its model, and its version where libvirt has one', () => {
    expect(readTpm(domain(`<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>`))).toEqual({
      model: 'tpm-crb',
      version: '2.0',
    });
    const passed = `<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>`;
    expect(readTpm(domain(passed))).toEqual({ model: 'tpm-tis' });
    expect(readTpm(domain(''))).toBeUndefined();
  });
});
