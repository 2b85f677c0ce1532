import { type Domain, type DomainReference, isLibvirtError, LibvirtError } from '../../../libvirt/index.js';
import type { Emitter } from '../../emitter.js';
import type { Machine } from '../../port.js';
import { XmlError } from '../xml/parse.js';
import { changesBetween } from './changes.js';
import type { Reading } from './reader.js';

/** The machines as last seen. */
export interface Inventory {
  /** By name; the same array as long as nothing changed. */
  all(): readonly Machine[];
  /** As last seen, without asking anybody. */
  known(id: string): Machine | undefined;
  /** At most `maxAge` old: a look-up in a map, and now and then one reading of this machine. */
  get(id: string): Promise<Machine | undefined>;
  domain(id: string): Domain | undefined;
  /** Reads it anew; everything that happened before the call is in the result. Undefined: it is gone. */
  refresh(reference: DomainReference, reason?: string): Promise<Reading | undefined>;
  /** Reads all. */
  load(): Promise<readonly Reading[]>;
}

interface Entry {
  readonly reference: DomainReference;
  reading: Reading | undefined;
  /** By `now`, of the beginning of the last reading. */
  readAt: number;
  /** Something happened since the reading under way began. */
  again: boolean;
  underWay: Promise<Reading | undefined> | undefined;
  /** Of the last news since the last reading. */
  reason: string;
}

export interface InventoryParts {
  readonly list: () => Promise<readonly DomainReference[]>;
  readonly domain: (reference: DomainReference) => Domain;
  readonly read: (domain: Domain) => Promise<Reading>;
  /** Hears of a domain that could not be read with all others. */
  readonly unreadable: (reference: DomainReference, error: unknown) => void;
  readonly emitter: Emitter;
  readonly maxAge: number;
  readonly now: () => number;
}

const noReason = 'unknown';

/** Machines read at a time: the connection has a queue of its own, this bounds what waits in it. */
const atATime = 16;

export function createInventory(parts: InventoryParts): Inventory {
  const { list, domain, read, unreadable, emitter, maxAge, now } = parts;
  const entries = new Map<string, Entry>();
  let sorted: readonly Machine[] | undefined;
  let loaded = false;

  function entryOf(reference: DomainReference): Entry {
    const known = entries.get(reference.uuid);
    if (known) return known;
    const entry: Entry = {
      reference,
      reading: undefined,
      readAt: Number.NEGATIVE_INFINITY,
      again: false,
      underWay: undefined,
      reason: noReason,
    };
    entries.set(reference.uuid, entry);
    return entry;
  }

  function keep(entry: Entry, reading: Reading): Reading {
    const { reason } = entry;
    entry.reason = noReason;
    const before = entry.reading?.machine;
    // The same object as long as nothing changed: readers cache by identity.
    const machine = before?.revision === reading.machine.revision ? before : reading.machine;
    entry.reading = { ...reading, machine };
    if (machine === before) return entry.reading;
    sorted = undefined;
    if (before || loaded) for (const event of changesBetween(before, machine, reason)) emitter.emit(event);
    return entry.reading;
  }

  function forget(entry: Entry): void {
    if (!entries.delete(entry.reference.uuid)) return;
    sorted = undefined;
    if (entry.reading) emitter.emit({ type: 'removed', id: entry.reference.uuid });
  }

  async function readUntilQuiet(entry: Entry): Promise<Reading | undefined> {
    try {
      do {
        entry.again = false;
        const began = now();
        const reading = await read(domain(entry.reference));
        if (!entry.again) {
          entry.readAt = began;
          return keep(entry, reading);
        }
      } while (entry.again);
    } catch (error) {
      if (!isLibvirtError(error, 'NO_DOMAIN')) throw error;
      forget(entry);
    } finally {
      entry.underWay = undefined;
    }
    return undefined;
  }

  function refresh(reference: DomainReference, reason?: string): Promise<Reading | undefined> {
    const entry = entryOf(reference);
    entry.again = true;
    if (reason !== undefined) entry.reason = reason;
    // Until a reading succeeds, what is known is out of date.
    entry.readAt = Number.NEGATIVE_INFINITY;
    entry.underWay ??= readUntilQuiet(entry);
    return entry.underWay;
  }

  /** One domain that cannot be read must not hide all the others. */
  async function readable(reference: DomainReference): Promise<Reading | undefined> {
    try {
      return await refresh(reference);
    } catch (error) {
      const isOfDomain = error instanceof XmlError || (error instanceof LibvirtError && error.kind === 'remote');
      if (!isOfDomain) throw error;
      unreadable(reference, error);
      return undefined;
    }
  }

  return {
    all() {
      sorted ??= [...entries.values()]
        .flatMap(({ reading }) => reading?.machine ?? [])
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      return sorted;
    },
    known: (id) => entries.get(id)?.reading?.machine,
    async get(id) {
      const entry = entries.get(id);
      if (!entry) return undefined;
      if (entry.underWay !== undefined) return (await entry.underWay)?.machine;
      const fresh = entry.reading && now() - entry.readAt < maxAge;
      return (fresh ? entry.reading : await refresh(entry.reference))?.machine;
    },
    domain(id) {
      const entry = entries.get(id);
      return entry && domain(entry.reference);
    },
    refresh,
    async load() {
      const references = await list();
      const present = new Set(references.map(({ uuid }) => uuid));
      for (const entry of [...entries.values()]) if (!present.has(entry.reference.uuid)) forget(entry);
      const readings: Reading[] = [];
      const waiting = [...references];
      const worker = async (): Promise<void> => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          const reading = await readable(next);
          if (reading) readings.push(reading);
        }
      };
      await Promise.all(Array.from({ length: atATime }, worker));
      loaded = true;
      return readings;
    },
  };
}
