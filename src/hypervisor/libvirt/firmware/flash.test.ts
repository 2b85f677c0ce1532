import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { find } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';
import { parse } from './descriptors.js';
import { parseFlash, readFlash } from './flash.js';
import { freshStore, isFreshStore, withStore } from './store-element.js';

describe('where the flash of a machine is', () => {
  it('is read of the command line that libvirt would use', () => {
    const line = [
      `/usr/bin/qemu-system-x86_64 \\`,
      `-blockdev '{"driver":"file","filename":"/usr/share/OVMF/OVMF_CODE_4M.fd","node-name":"libvirt-pflash0-storage","auto-read-only":true}' \\`,
      `-blockdev '{"node-name":"libvirt-pflash0-format","read-only":true,"driver":"raw","file":"libvirt-pflash0-storage"}' \\`,
      `-blockdev '{"driver":"file","filename":"/nvram/m_VARS.fd","node-name":"libvirt-pflash1-storage"}' \\`,
    ].join('\n');
    expect(parseFlash(line)).toEqual({ loader: '/usr/share/OVMF/OVMF_CODE_4M.fd', store: '/nvram/m_VARS.fd' });
    expect(parseFlash('/usr/bin/qemu-system-x86_64 -nodefaults')).toEqual({ loader: undefined, store: undefined });
  });

  const os = (inner: string) => `<domain><os firmware='efi'>\n    <type>hvm</type>${inner}\n  </os></domain>`;
  it.each([
    ['none', '', `<nvram>/new</nvram>`],
    ['one with a template', `\n    <nvram template='/t'>/old</nvram>`, `<nvram template='/t'>/new</nvram>`],
    ['one without a path', `\n    <nvram template='/t'/>`, `<nvram template='/t'>/new</nvram>`],
    [
      'one with a source',
      `\n    <nvram type='file'><source file='/old'/></nvram>`,
      `<nvram type='file'><source file='/new'/></nvram>`,
    ],
  ])('is written where there was %s', (_, before, after) => {
    const text = withStore(os(before), '/new');
    expect(text).toContain(after);
    expect(readFlash(parseXml(text)).store).toBe('/new');
    expect(find(parseXml(text), 'os')?.children).toHaveLength(2);
  });

  it('names each store anew, without piling names up', () => {
    const path = freshStore('/nvram/m.x_VARS.fd');
    expect(path).toMatch(/^\/nvram\/m\.x_VARS\.keys-[0-9a-f]{8}\.fd$/);
    expect(freshStore(path)).toMatch(/^\/nvram\/m\.x_VARS\.keys-[0-9a-f]{8}\.fd$/);
    expect([path, freshStore('/nvram/plain')].map(isFreshStore)).toEqual([true, true]);
    expect(isFreshStore('/nvram/m_VARS.secure.fd')).toBe(false);
  });

  it('reads nothing of a BIOS machine', () => {
    expect(readFlash(parseXml(domainXml({})))).toEqual({});
  });
});

describe('a firmware descriptor', () => {
  const descriptor = {
    mapping: { device: 'flash', executable: { filename: '/c' }, 'nvram-template': { filename: '/t' } },
    targets: [{ architecture: 'x86_64', machines: ['pc-q35-*'] }],
    features: ['secure-boot'],
  };
  it('says which template goes with which code', () => {
    expect(parse(JSON.stringify(descriptor))).toEqual([
      { loader: '/c', template: '/t', architectures: ['x86_64'], features: ['secure-boot'] },
    ]);
  });
  it.each(['', '{', '{}', JSON.stringify({ mapping: { ...descriptor.mapping, device: 'memory' } })])(
    'is passed over where it is %s',
    (text) => {
      expect(parse(text)).toEqual([]);
    },
  );
});
