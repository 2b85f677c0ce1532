import { isDeepStrictEqual } from 'node:util';
import { createEmitter, type Emitter } from '../emitter.js';
import { HypervisorError, type HypervisorEvent, type Machine } from '../port.js';
import type { Clock } from './clock.js';
import { type MachineRecord, recordOf, type Status } from './record.js';
import { runOn } from './run.js';
import { snapshotOf } from './snapshot.js';
import type { MachineSpec } from './spec.js';

/** Milliseconds that simulated things take; 0 is at once, through the same steps. */
export interface Delays {
  /** A power transition, and a guest's way down. */
  readonly power: number;
  /** Each step of a boot. */
  readonly boot: number;
  /** After which a restart is forced on a guest that does not answer to ACPI. */
  readonly graceful: number;
}

/** The machines of one reference driver, and how they change. */
export interface World {
  readonly clock: Clock;
  readonly delays: Delays;
  readonly emitter: Emitter;
  /** Throws `invalid` or, where the UUID or the name is taken, `conflict`. */
  readonly add: (spec: MachineSpec) => MachineRecord;
  readonly remove: (id: string) => void;
  /** Throws `conflict` where the name is taken. */
  readonly rename: (id: string, name: string) => void;
  /** Throws `not-found`. */
  readonly get: (id: string) => MachineRecord;
  readonly find: (id: string) => Machine | undefined;
  /** By name; the same array until something changes. */
  readonly all: () => readonly Machine[];
  readonly records: () => Iterable<MachineRecord>;
  /** Merges into the status, then tells: first that something changed, if it did, then what it means. */
  readonly change: (record: MachineRecord, change: Partial<Status>, ...events: readonly HypervisorEvent[]) => void;
  /** In place of what the machine was about to do: this, after so many milliseconds, or right now where that is 0. */
  readonly schedule: (
    record: MachineRecord,
    what: keyof MachineRecord['cancel'],
    delay: number,
    run: () => void,
  ) => void;
  /** Calls off everything that any machine is about to do. */
  readonly stop: () => void;
}

const nothing = () => {};

export function createWorld(name: string, clock: Clock, delays: Delays, installs = false): World {
  const records = new Map<string, MachineRecord>();
  const emitter = createEmitter();
  // Revisions count within one run; another run must not repeat them for another state.
  const run = clock.now().getTime().toString(36);
  let changes = 0;
  let list: readonly Machine[] | undefined;

  const see = (record: MachineRecord): Machine => {
    if (record.snapshot === undefined) {
      changes += 1;
      record.snapshot = snapshotOf(record, name, `${run}-${changes}`, installs);
    }
    return record.snapshot;
  };
  const touch = (record: MachineRecord) => {
    record.snapshot = undefined;
    list = undefined;
    emitter.emit({ type: 'changed', id: record.hardware.id });
  };
  const mustBeFree = (wanted: string) => {
    if (![...records.values()].some(({ hardware }) => hardware.name === wanted)) return;
    throw new HypervisorError('conflict', `there is a machine named ${wanted} already`);
  };
  const halt = (record: MachineRecord) => {
    record.cancel.power();
    record.cancel.boot();
  };
  const get = (id: string): MachineRecord => {
    const record = records.get(id.toLowerCase());
    if (record === undefined) throw new HypervisorError('not-found', `there is no machine ${id}`);
    return record;
  };

  return {
    clock,
    delays,
    emitter,
    add(spec) {
      const record = recordOf(spec, clock.now());
      const { id } = record.hardware;
      if (records.has(id)) throw new HypervisorError('conflict', `there is a machine ${id} already`);
      mustBeFree(spec.name);
      records.set(id, record);
      list = undefined;
      emitter.emit({ type: 'added', id });
      return record;
    },
    remove(id) {
      const record = get(id);
      halt(record);
      records.delete(record.hardware.id);
      list = undefined;
      emitter.emit({ type: 'removed', id: record.hardware.id });
    },
    rename(id, wanted) {
      const record = get(id);
      mustBeFree(wanted);
      record.hardware = { ...record.hardware, name: wanted };
      touch(record);
    },
    get,
    find(id) {
      const record = records.get(id) ?? records.get(id.toLowerCase());
      return record === undefined ? undefined : see(record);
    },
    all() {
      list ??= [...records.values()].map(see).sort((a, b) => (a.name < b.name ? -1 : 1));
      return list;
    },
    records: () => records.values(),
    change(record, change, ...events) {
      const status = { ...record.status, ...change };
      if (!isDeepStrictEqual(status, record.status)) {
        const { crashed } = record.status;
        record.status = status;
        record.run = runOn(record.run, status, clock.now().getTime());
        touch(record);
        if (status.crashed !== crashed) emitter.emit({ type: 'crashed', id: record.hardware.id, crashed: !crashed });
      }
      for (const event of events) emitter.emit(event);
    },
    schedule({ cancel }, what, delay, run) {
      cancel[what]();
      cancel[what] = nothing;
      if (delay > 0) cancel[what] = clock.after(delay, run);
      else run();
    },
    stop() {
      for (const record of records.values()) halt(record);
    },
  };
}
