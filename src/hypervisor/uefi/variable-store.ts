/**
 * A UEFI variable store as EDK II keeps it in flash: a firmware volume (PI 1.7 volume 3, 3.2.1) that holds authenticated
 * variables (EDK II MdeModulePkg/Include/Guid/VariableFormat.h), and behind them room for fault-tolerant writes.
 */
import { guidBytes, readGuid } from './guid.js';

/** A variable that counts: what was replaced or deleted is left out. */
export interface Variable {
  readonly name: string;
  /** GUID of its vendor. */
  readonly vendor: string;
  /** `EFI_VARIABLE_*`. */
  readonly attributes: number;
  readonly data: Buffer;
  /** `EFI_TIME` of the last authenticated write, and what else its header has, as found. */
  readonly header: Buffer;
}

export interface VariableStore {
  readonly bytes: Buffer;
  /** Where the variables begin and end. */
  readonly start: number;
  readonly end: number;
  readonly variables: readonly Variable[];
}

const volumeType = 'fff12b8d-7696-4c8b-a985-2747075b4f50';
const storeType = 'aaf32c78-947b-439a-a180-2e144ec37792';
const storeHeader = 28;
const formatted = 0x5a;
const healthy = 0xfe;
const variableStart = 0x55aa;
const variableHeader = 60;
/** Bits are cleared one after the other: added, about to be replaced, deleted. */
const added = 0x3f;
const replacing = 0x3e;

const aligned = (offset: number): number => (offset + 3) & ~3;

/** Undefined where this is no such store, or one that is damaged. */
export function readVariableStore(bytes: Buffer): VariableStore | undefined {
  const isVolume =
    bytes.length >= 64 && bytes.toString('latin1', 40, 44) === '_FVH' && readGuid(bytes, 16) === volumeType;
  if (!isVolume) return undefined;
  const header = bytes.readUInt16LE(48);
  const begin = header + storeHeader;
  if (begin > bytes.length || readGuid(bytes, header) !== storeType) return undefined;
  const end = header + bytes.readUInt32LE(header + 16);
  if (end > bytes.length || bytes[header + 20] !== formatted || bytes[header + 21] !== healthy) return undefined;
  const variables = readVariables(bytes, aligned(begin), end);
  return variables && { bytes, start: aligned(begin), end, variables };
}

function readVariables(bytes: Buffer, start: number, end: number): readonly Variable[] | undefined {
  const found = new Map<string, Variable & { readonly state: number }>();
  for (let at = start; at + variableHeader <= end && bytes.readUInt16LE(at) === variableStart; ) {
    const nameSize = bytes.readUInt32LE(at + 36);
    const dataSize = bytes.readUInt32LE(at + 40);
    const state = bytes[at + 2] ?? 0;
    const name = at + variableHeader;
    const data = name + nameSize;
    // A header that was being written when the power went: its sizes were never filled in, and nothing follows it.
    if (nameSize === 0xffffffff || dataSize === 0xffffffff) break;
    if (data + dataSize > end) return undefined;
    const variable = {
      state,
      name: bytes.toString('utf16le', name, data).replace(/\0+$/, ''),
      vendor: readGuid(bytes, at + 44),
      attributes: bytes.readUInt32LE(at + 4),
      data: Buffer.from(bytes.subarray(data, data + dataSize)),
      header: Buffer.from(bytes.subarray(at, name)),
    };
    const key = `${variable.vendor} ${variable.name}`;
    // One that is being replaced counts until the new one is there.
    if (state === added || (state === replacing && found.get(key)?.state !== added)) found.set(key, variable);
    at = aligned(data + dataSize);
  }
  return [...found.values()].map(({ state: _, ...variable }) => variable);
}

/** `undefined`: the variable goes. */
export interface VariableChange {
  readonly name: string;
  readonly vendor: string;
  readonly attributes: number;
  readonly data: Buffer | undefined;
}

/** A copy of the store with these changes, its variables packed; undefined where they do not fit. */
export function writeVariables(store: VariableStore, changes: readonly VariableChange[]): Buffer | undefined {
  const { variables, start, end } = store;
  const same = (one: { name: string; vendor: string }) => (other: { name: string; vendor: string }) =>
    one.name === other.name && one.vendor === other.vendor;
  const kept = variables.flatMap((variable) => {
    const change = changes.find(same(variable));
    if (!change) return [variable];
    return change.data ? [{ ...variable, attributes: change.attributes, data: change.data }] : [];
  });
  const fresh = changes.flatMap(({ data, ...change }) =>
    data && !variables.some(same(change)) ? [{ ...change, data, header: Buffer.alloc(variableHeader) }] : [],
  );
  const written = Buffer.concat([...kept, ...fresh].map(writeVariable));
  if (written.length > end - start) return undefined;
  const copy = Buffer.from(store.bytes);
  copy.fill(0xff, start, end);
  written.copy(copy, start);
  return copy;
}

function writeVariable({ name, vendor, attributes, data, header }: Variable): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const size = variableHeader + text.length + data.length;
  const bytes = Buffer.alloc(aligned(size), 0xff);
  header.copy(bytes);
  bytes.writeUInt16LE(variableStart, 0);
  bytes.writeUInt8(added, 2);
  bytes.writeUInt32LE(attributes, 4);
  bytes.writeUInt32LE(text.length, 36);
  bytes.writeUInt32LE(data.length, 40);
  guidBytes(vendor).copy(bytes, 44);
  text.copy(bytes, variableHeader);
  data.copy(bytes, variableHeader + text.length);
  return bytes;
}
