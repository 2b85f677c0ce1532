/** Conversions between the wire's values and the ones that the object model shows. */
import { LibvirtError } from './errors.js';
import type { remote_typed_param } from './wire/protocol.generated.js';
import type { ValueOf } from './xdr/codec.js';

/** A domain as libvirt names it. */
export interface DomainReference {
  readonly name: string;
  /** Lower case, with dashes. */
  readonly uuid: string;
  /** The running instance's number when this reference was made; absent: it was not running. */
  readonly id?: number;
}

/** A network or a storage pool as libvirt names it. */
export interface ObjectReference {
  readonly name: string;
  readonly uuid: string;
}

export function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Takes any case, with or without dashes. Throws `LibvirtError` of kind `invalid`. */
export function parseUuid(text: string): Buffer {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new LibvirtError('invalid', `not a UUID: ${text}`);
  return Buffer.from(hex, 'hex');
}

export interface WireObject {
  readonly name: string;
  readonly uuid: Uint8Array;
}

/** A domain's name on the wire; id -1: not running. */
export interface WireDomain extends WireObject {
  readonly id: number;
}

export const objectReference = ({ name, uuid }: WireObject): ObjectReference => ({ name, uuid: formatUuid(uuid) });
export const domainReference = (wire: WireDomain): DomainReference =>
  wire.id < 0 ? objectReference(wire) : { ...objectReference(wire), id: wire.id };

export const wireObject = ({ name, uuid }: ObjectReference) => ({ name, uuid: parseUuid(uuid) });
export const wireDomain = (domain: DomainReference) => ({ ...wireObject(domain), id: domain.id ?? -1 });

/** The lower-case name of a number of an enum; `unknown` for one newer than this client. */
export function namer<T extends Readonly<Record<string, number>>>(
  table: T,
): (value: number) => Lowercase<keyof T & string> | 'unknown' {
  const names = new Map(Object.entries(table).map(([name, value]) => [value, name.toLowerCase()]));
  return (value) => (names.get(value) as Lowercase<keyof T & string> | undefined) ?? 'unknown';
}

/** A 64-bit number as a plain one; values over 2^53 lose their last digits, as any JSON reader would lose them. */
export const toNumber = (value: bigint): number => Number(value);

/** A byte count or the like for the wire. Throws `LibvirtError` of kind `invalid`. */
export function toBigInt(value: number | bigint): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new LibvirtError('invalid', `not a whole number that can be exact: ${value}`);
  }
  return BigInt(value);
}

/** A typed parameter's value; 64-bit numbers stay bigint only where a plain number could not hold them. */
export type ParameterValue = number | bigint | string | boolean;
export type Parameters = Readonly<Record<string, ParameterValue>>;

const booleanType = 6;

/** `virTypedParameter[]` by name. */
export function parameters(wire: readonly ValueOf<typeof remote_typed_param>[]): Parameters {
  return Object.fromEntries(
    wire.map(({ field, value: { type, value } }) => {
      if (type === booleanType) return [field, value !== 0];
      const plain = typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
      return [field, plain];
    }),
  );
}
