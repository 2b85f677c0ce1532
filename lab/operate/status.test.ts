import { expect, it } from 'vitest';
import { readXml } from '../libvirt/xml.js';
import { bootsFrom, mediaOf } from './status.js';

const disk = (target: string, inner = '') => `<disk device='disk'><target dev='${target}'/>${inner}</disk>`;
const cd = (inner = '') => `<disk device='cdrom'><target dev='sda'/>${inner}</disk>`;
const nic = (inner = '') => `<interface type='network'>${inner}</interface>`;
const machine = (devices: string, boot = '') =>
  readXml(`<domain><os>${boot}</os><devices>${devices}</devices></domain>`);

it.each([
  ['the first disk', `${cd()}${disk('vda')}${disk('vdb')}`, "<boot dev='hd'/><boot dev='cdrom'/>", 'disk vda'],
  ['the CD', `${disk('vda')}${cd()}`, "<boot dev='cdrom'/><boot dev='hd'/>", 'cd'],
  ['the network', disk('vda'), "<boot dev='network'/>", 'network'],
  ['a disk that is not there', nic(), "<boot dev='hd'/>", undefined],
  ['the lowest order', `${disk('vda', "<boot order='12'/>")}${cd("<boot order='3'/>")}`, '', 'cd'],
  ['an order before a kind', `${disk('vda')}${nic("<boot order='1'/>")}`, "<boot dev='hd'/>", 'network'],
  ['nothing', disk('vda'), '', undefined],
])('boots from %s', async (_, devices, boot, expected) => {
  expect(bootsFrom(await machine(devices, boot))).toBe(expected);
});

it.each([
  ['a file', "<source file='/srv/a.iso'/>", '/srv/a.iso'],
  ['a device', "<source dev='/dev/sr0'/>", '/dev/sr0'],
  [
    'a URL',
    "<source protocol='https' name='images/a.iso'><host name='fd00::1' port='8443'/></source>",
    'https://[fd00::1]:8443/images/a.iso',
  ],
  ['an empty drive', '', undefined],
])('sees %s', async (_, source, expected) => {
  expect(mediaOf(await machine(`${disk('vda', "<source file='/x.qcow2'/>")}${cd(source)}`))).toBe(expected);
});

it('sees an image in a floppy drive', async () => {
  const floppy = "<disk device='floppy'><source file='/a.img'/><target dev='fda'/></disk>";
  expect(mediaOf(await machine(`${cd()}${floppy}`))).toBe('/a.img');
});
