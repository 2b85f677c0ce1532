import { type BootKey, bootKey } from '../port.js';
import { guidBytes, readGuid } from './guid.js';

/** `EFI_CERT_*_GUID` (UEFI 2.10, 32.4.1 "Signature Database"). */
const types: Readonly<Record<string, string>> = {
  'a5c059a1-94e4-4aa7-87b5-ab155c2bf072': 'EFI_CERT_X509_GUID',
  'c1c41626-504c-4092-aca9-41f936934328': 'EFI_CERT_SHA256_GUID',
  '826ca512-cf10-4ac9-b187-be01496631bd': 'EFI_CERT_SHA1_GUID',
  '0b6e5233-a65c-44c9-9407-d9ab83bfc8bd': 'EFI_CERT_SHA224_GUID',
  'ff3e5307-9fd0-48c9-85f1-8ad56c701e01': 'EFI_CERT_SHA384_GUID',
  '093e0fae-a6c4-4f50-9f1b-d41e2b89c19a': 'EFI_CERT_SHA512_GUID',
  '3c5766e8-269c-4e34-aa14-ed776e85b3b6': 'EFI_CERT_RSA2048_GUID',
  'e2b36190-879b-4a3d-ad8d-f2e7bba32784': 'EFI_CERT_RSA2048_SHA256_GUID',
  '67f8444f-8743-48f1-a328-1eaab8736080': 'EFI_CERT_RSA2048_SHA1_GUID',
  '3bd2a492-96c0-4079-b420-fcf98ef103ed': 'EFI_CERT_X509_SHA256_GUID',
  '7076876e-80c2-4ee6-aad2-28b349a6865b': 'EFI_CERT_X509_SHA384_GUID',
  '446dbf63-2502-4cda-bcfa-2465d2b0fe9d': 'EFI_CERT_X509_SHA512_GUID',
  '4aafd29d-68df-49ee-8aa9-347d375665a7': 'EFI_CERT_TYPE_PKCS7_GUID',
};
const guids = new Map(Object.entries(types).map(([guid, name]) => [name, guid]));

/** `EFI_SIGNATURE_LIST`: type, size of the list, of its header, and of each entry. */
const listHeader = 28;
const ownerSize = 16;

/** The entries of all lists of a variable; undefined where these are no signature lists. */
export function readSignatures(bytes: Buffer): readonly BootKey[] | undefined {
  const found: BootKey[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + listHeader > bytes.length) return undefined;
    const guid = readGuid(bytes, at);
    const end = at + bytes.readUInt32LE(at + 16);
    const size = bytes.readUInt32LE(at + 24);
    let entry = at + listHeader + bytes.readUInt32LE(at + 20);
    if (end > bytes.length || entry > end || size < ownerSize || (end - entry) % size !== 0) return undefined;
    for (; entry < end; entry += size) {
      const data = Buffer.from(bytes.subarray(entry + ownerSize, entry + size));
      found.push(bootKey(types[guid] ?? guid, readGuid(bytes, entry), data));
    }
    at = end;
  }
  return found;
}

/** The same, written: entries of one type and size that follow each other share a list, as firmware's own do. */
export function writeSignatures(keys: readonly BootKey[]): Buffer {
  const lists: { readonly type: string; readonly size: number; readonly entries: Buffer[] }[] = [];
  for (const { type, owner, data } of keys) {
    const entry = Buffer.concat([guidBytes(owner), data]);
    const last = lists.at(-1);
    if (last?.type === type && last.size === entry.length) last.entries.push(entry);
    else lists.push({ type, size: entry.length, entries: [entry] });
  }
  return Buffer.concat(
    lists.flatMap(({ type, size, entries }) => {
      const header = Buffer.alloc(listHeader);
      guidBytes(guids.get(type) ?? type).copy(header);
      header.writeUInt32LE(listHeader + size * entries.length, 16);
      header.writeUInt32LE(size, 24);
      return [header, ...entries];
    }),
  );
}
