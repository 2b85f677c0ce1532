import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import { bootOrder } from '../boot/order.js';
import { readRecord } from '../metadata/codec.js';
import type { MachineRecord } from '../metadata/record.js';
import { parseXml } from '../xml/parse.js';
import { compose, withoutOverride } from './compose.js';

const source = domainXml();
const onceCd: MachineRecord = { override: { enabled: 'Once', target: 'Cd' }, state: { assetTag: ' <&>"\' \u{1f600}' } };
const normal = (xml: string) => xml.replace(/\s+/g, ' ');

describe('composing the next definition', () => {
  it('lays an override over the order, and takes it off again without a trace', () => {
    const armed = compose(source, { record: onceCd });
    expect(bootOrder(parseXml(armed))).toEqual(['disk:hdc', 'disk:vda', 'nic:52:54:00:aa:00:01']);
    expect(readRecord(parseXml(armed))).toMatchObject(onceCd);
    expect(bootOrder(parseXml(withoutOverride(armed)))).toEqual(bootOrder(parseXml(source)));
    expect(normal(compose(armed, { record: {} }))).toBe(normal(source));
  });

  it('touches nothing else', () => {
    const armed = compose(source, { record: onceCd });
    for (const piece of [
      `<other:thing xmlns:other="urn:other" keep="1"><other:deep/></other:thing>`,
      '<!-- kept -->',
      `passwd='s&quot;ecret'`,
      `<qemu:arg value='-no-shutdown'/>`,
      '<name>m &amp; n</name>',
    ]) {
      expect(armed).toContain(piece);
    }
  });

  it('writes what is there already once only', () => {
    const armed = compose(source, { record: onceCd });
    expect(compose(armed, { record: onceCd })).toBe(armed);
  });

  it('makes metadata where there is none', () => {
    const bare = source.replace(/\s*<metadata>[\s\S]*<\/metadata>/, '');
    expect(readRecord(parseXml(compose(bare, { record: onceCd }))).state).toEqual(onceCd.state);
  });

  it('orders all interfaces for Pxe, in their own order', () => {
    const record: MachineRecord = { override: { enabled: 'Continuous', target: 'Pxe' } };
    expect(bootOrder(parseXml(compose(source, { record })))).toEqual([
      'nic:52:54:00:aa:00:01',
      'nic:52:54:00:aa:00:02',
      'disk:vda',
    ]);
  });
});
