import { bootOrder, restoreOrder, saveOrder, writeOrder } from '../boot/order.js';
import { inForce, overrideOrder } from '../boot/override.js';
import { readRecord } from '../metadata/codec.js';
import { writeRecord } from '../metadata/edit.js';
import type { MachineRecord } from '../metadata/record.js';
import { parseXml } from '../xml/parse.js';

/** What to make of one domain XML. */
export interface Composition {
  readonly record: MachineRecord;
  /** Edits of the rest, made while the machine's own boot order is in place. */
  readonly edit?: (source: string) => string;
}

/**
 * The next XML of a domain, in one piece, so that one `virDomainDefineXML` takes it from one consistent state to
 * the next: the machine's own boot order is put back, the edit is made, the record's override is laid over it, and
 * the record is written.
 */
export function compose(source: string, { record, edit = (text) => text }: Composition): string {
  const own = edit(withoutOverride(source));
  const domain = parseXml(own);
  const next: MachineRecord = withoutSavedOrder(record);
  if (!inForce(next.override)) return writeRecord(own, next);
  const keys = overrideOrder(domain, next.override, next);
  if (keys.join() === bootOrder(domain).join()) return writeRecord(own, next);
  return writeRecord(writeOrder(own, keys), { ...next, savedOrder: saveOrder(domain, keys) });
}

/** The XML as it is without an override: what the machine boots from by itself. */
export function withoutOverride(source: string): string {
  const { savedOrder } = readRecord(parseXml(source));
  return savedOrder ? restoreOrder(source, savedOrder) : source;
}

function withoutSavedOrder({ savedOrder: _, ...rest }: MachineRecord): MachineRecord {
  return rest;
}
