import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyStore, flashHeader } from '../../../test/fixtures/variable-store.js';
import { bootKey, keyDatabases } from '../port.js';
import { guidBytes, readGuid } from './guid.js';
import { readKeys, sameKeys, writeKeys } from './keys.js';
import { readSignatures, writeSignatures } from './signatures.js';
import { readVariableStore, writeVariables } from './variable-store.js';

const global = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const read = (bytes: Buffer) => {
  const store = readVariableStore(bytes);
  if (!store) throw new Error('no store');
  return store;
};
const variable = (name: string, data: string) => ({
  name,
  vendor: global,
  attributes: 7,
  data: Buffer.from(data, 'hex'),
});
const written = (bytes: Buffer, ...changes: Parameters<typeof writeVariables>[1]) => {
  const next = writeVariables(read(bytes), changes);
  if (!next) throw new Error('no room');
  return next;
};
const facts = (bytes: Buffer) => read(bytes).variables.map(({ name, data }) => [name, data.toString('hex')]);

describe('a variable store', () => {
  it('gives what was written, and nothing else of it changes', () => {
    const before = emptyStore();
    const after = written(before, variable('Boot0000', '0102'), variable('Timeout', '05'));
    expect(facts(after)).toEqual([
      ['Boot0000', '0102'],
      ['Timeout', '05'],
    ]);
    expect(after.subarray(0, flashHeader + 28)).toEqual(before.subarray(0, flashHeader + 28));
    expect(after.subarray(flashHeader + 4096)).toEqual(before.subarray(flashHeader + 4096));
    const again = written(after, variable('Timeout', '0a0b0c'), { ...variable('Boot0000', ''), data: undefined });
    expect(facts(again)).toEqual([['Timeout', '0a0b0c']]);
  });

  it('keeps what it is not told to change, its time stamp too', () => {
    const bytes = written(emptyStore(), variable('A', '01'), variable('B', '02'));
    const { start } = read(bytes);
    bytes.write('e907030a02352700', start + 16, 'hex');
    const after = written(bytes, variable('B', '03'));
    expect(after.subarray(start, start + 60 + 4 + 1)).toEqual(bytes.subarray(start, start + 60 + 4 + 1));
  });

  it.each([
    ['added, and deleted', [0x3f, 0x3d], ['A']],
    ['about to be replaced, and its successor', [0x3e, 0x3f], ['A', 'B']],
    ['a header without its data', [0x3f, 0x7f], ['A']],
  ])('counts what counts: %s', (_, states, names) => {
    const bytes = written(emptyStore(), variable('A', '01'), variable('B', '02'));
    const { start } = read(bytes);
    for (const [index, state] of states.entries()) bytes.writeUInt8(state, start + index * 68 + 2);
    expect(facts(bytes).map(([name]) => name)).toEqual(names);
  });

  it('takes the new one of two, and the old one as long as there is no other', () => {
    const bytes = written(emptyStore(), variable('A', '01'), variable('B', '02'));
    const { start } = read(bytes);
    bytes.writeUInt8(0x3e, start + 2);
    bytes.write('A', start + 68 + 60, 'utf16le');
    expect(facts(bytes)).toEqual([['A', '02']]);
    bytes.writeUInt8(0x3d, start + 68 + 2);
    expect(facts(bytes)).toEqual([['A', '01']]);
  });

  it('has no more room than it has', () => {
    const bytes = emptyStore(256);
    expect(writeVariables(read(bytes), [variable('A', '00'.repeat(300))])).toBeUndefined();
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['qcow2', Buffer.concat([Buffer.from('QFI\xfb', 'latin1'), Buffer.alloc(1000)])],
    ['code', Object.assign(emptyStore(), {}).fill(0, 16, 32)],
    ['a store that ends behind the file', emptyStore().subarray(0, 2000)],
    ['an unformatted store', emptyStore().fill(0xff, flashHeader + 20, flashHeader + 22)],
  ])('is not %s', (_, bytes) => {
    expect(readVariableStore(bytes)).toBeUndefined();
  });

  it('reads whatever a guest wrote without coming to grief', () => {
    const base = written(emptyStore(512), variable('A', '01'), variable('B', '02'));
    const place = fc.tuple(fc.nat(base.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (changes) => {
        const bytes = Buffer.from(base);
        for (const [at, value] of changes) bytes[at] = value;
        const store = readVariableStore(bytes);
        if (store) readKeys(store);
      }),
    );
  });
});

describe('signature lists', () => {
  const owner = '77fa9abd-0359-4d32-bd60-28f4e78f784b';
  const key = fc
    .tuple(fc.constantFrom('EFI_CERT_X509_GUID', 'EFI_CERT_SHA256_GUID', global), fc.uint8Array({ minLength: 1 }))
    .map(([type, data]) => bootKey(type, owner, Buffer.from(data)));

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 6 }), (keys) => {
        const back = readSignatures(writeSignatures(keys));
        expect(back?.map(({ id, type }) => [id, type])).toEqual(keys.map(({ id, type }) => [id, type]));
      }),
    );
  });

  it('are refused where they are cut short', () => {
    const bytes = writeSignatures([bootKey('EFI_CERT_SHA256_GUID', owner, Buffer.alloc(32))]);
    for (let length = 1; length < bytes.length; length += 1) {
      expect(readSignatures(bytes.subarray(0, length)), String(length)).toBeUndefined();
    }
  });

  it('have GUIDs in the order of bytes of UEFI', () => {
    expect(guidBytes(owner).toString('hex')).toBe('bd9afa775903324dbd6028f4e78f784b');
    expect(readGuid(guidBytes(owner), 0)).toBe(owner);
  });

  it('make up the four databases of a store', () => {
    const some = bootKey('EFI_CERT_SHA256_GUID', owner, Buffer.alloc(32, 7));
    const bytes = writeKeys(read(emptyStore()), { PK: [some], dbx: [some, some] });
    const keys = bytes && readKeys(read(bytes));
    expect(keyDatabases.map((name) => keys?.[name].length)).toEqual([1, 0, 0, 2]);
    expect(keys && sameKeys(keys, { PK: [some] })).toBe(true);
    expect(keys && sameKeys(keys, { PK: [], dbx: [some, some] })).toBe(false);
    const without = bytes && writeKeys(read(bytes), { PK: [] });
    expect(without && read(without).variables.map(({ name }) => name)).toEqual(['dbx']);
  });
});
