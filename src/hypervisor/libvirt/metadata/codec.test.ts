import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { parseXml } from '../xml/parse.js';
import { metadataNamespace, readRecord, recordMarkup } from './codec.js';
import { writeRecord } from './edit.js';

describe('our metadata', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer(), (assetTag, clockOffset) => {
        const record = { state: { assetTag, clockOffset } };
        expect(readRecord(parseXml(writeRecord(domainXml(), record)))).toEqual(record);
      }),
    );
  });

  it('is removed without a trace, and nobody else is', () => {
    const source = domainXml();
    expect(writeRecord(writeRecord(source, { state: { assetTag: 'x' } }), {})).toBe(source);
    expect(writeRecord(source, { media: {} })).toBe(source);
  });

  it.each(['', 'no json', '[1]', '"text"', '{"state": 7}', '{"override": []}'])(
    'that holds %j reads as empty',
    (text) => {
      const metadata = `<r:machine xmlns:r="${metadataNamespace}">${text}</r:machine>`;
      expect(readRecord(parseXml(domainXml({ metadata })))).toEqual({});
    },
  );

  it('keeps what a newer version put there', () => {
    const metadata = `<r:machine xmlns:r="${metadataNamespace}">{"future":{"a":1}}</r:machine>`;
    const record = readRecord(parseXml(domainXml({ metadata })));
    expect(recordMarkup({ ...record, restarting: 'forced' }, 'bare')).toContain('future');
  });

  it('takes the BIOS attributes of sushy-emulator where it has none of its own', () => {
    const metadata = `<s:bios xmlns:s="http://openstack.org/xmlns/libvirt/sushy"><s:attributes>
      <s:attribute name="BootMode" value="Uefi"/><s:attribute name="NumCores" value="10"/><s:attribute name="SysPassword" value=""/>
    </s:attributes></s:bios>`;
    const source = domainXml({ metadata });
    expect(readRecord(parseXml(source)).state?.biosAttributes).toEqual({
      BootMode: 'Uefi',
      NumCores: '10',
      SysPassword: '',
    });
    const own = writeRecord(source, { state: { biosAttributes: { BootMode: 'Legacy' } } });
    expect(readRecord(parseXml(own)).state?.biosAttributes).toEqual({ BootMode: 'Legacy' });
    expect(own).toContain('name="NumCores"');
  });
});
