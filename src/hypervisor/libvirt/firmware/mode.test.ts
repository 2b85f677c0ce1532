import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { readMode, readSecureBoot } from '../domain/firmware.js';
import { parseXml } from '../xml/parse.js';
import { setMode } from './mode.js';

const type = "<type arch='x86_64' machine='pc-q35-7.2'>hvm</type>";
const loader = `${type}
    <loader readonly='yes' secure='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.ms.fd</loader>
    <nvram template='/usr/share/OVMF/OVMF_VARS_4M.ms.fd'>/var/lib/libvirt/qemu/nvram/m_VARS.fd</nvram>`;
const chosen = `<type>hvm</type>
    <firmware>
      <feature enabled='yes' name='enrolled-keys'/>
      <feature enabled='yes' name='secure-boot'/>
    </firmware>`;
const normal = (xml: string) => xml.replace(/\s+/g, ' ');

describe('the boot mode', () => {
  it.each([
    ['BIOS', domainXml(), 'Legacy', undefined],
    ['a loader with keys', domainXml({ os: loader }), 'UEFI', true],
    ['a loader without', domainXml({ os: loader.replaceAll('.ms.fd', '.fd') }), 'UEFI', false],
    ['auto-selection', domainXml({ os: chosen, osAttributes: " firmware='efi'" }), 'UEFI', true],
    ['auto-selection that says nothing', domainXml({ os: type, osAttributes: " firmware='efi'" }), 'UEFI', undefined],
    ['auto-selection of BIOS', domainXml({ os: type, osAttributes: " firmware='bios'" }), 'Legacy', undefined],
    ['UEFI as a plain ROM', domainXml({ os: `${type}<loader>/usr/share/ovmf/OVMF.fd</loader>` }), 'UEFI', false],
  ])('of %s is read, and secure boot', (_, source, mode, secure) => {
    expect(readMode(parseXml(source))).toBe(mode);
    expect(readSecureBoot(parseXml(source))).toBe(secure);
  });

  it.each([
    ['a loader', domainXml({ os: loader })],
    ['auto-selection', domainXml({ os: chosen, osAttributes: " firmware='efi'" })],
  ])('goes from UEFI by %s to BIOS and back to the same NVRAM and secure boot', (_, source) => {
    const legacy = setMode(source, 'Legacy', {});
    expect(readMode(parseXml(legacy.text))).toBe('Legacy');
    expect(legacy.text).not.toMatch(/<(loader|nvram|firmware)/);
    const back = setMode(legacy.text, 'UEFI', legacy.record);
    expect(normal(back.text)).toBe(normal(source));
    expect(back.record).toEqual({ savedFirmware: {} });
  });

  it('becomes UEFI without secure boot where there never was any', () => {
    const { text } = setMode(domainXml(), 'UEFI', {});
    expect(readMode(parseXml(text))).toBe('UEFI');
    expect(readSecureBoot(parseXml(text))).toBe(false);
  });
});
