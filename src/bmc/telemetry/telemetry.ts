import type { Log } from '../log.js';
import type { Directory } from '../store/directory.js';
import { type DocumentKind, isObject, load, save } from '../store/document.js';
import { BmcError } from '../types.js';
import { type MetricReport, type ReportSettings, reportInterval, type Telemetry } from './types.js';

const defaults: ReportSettings = { enabled: true, periodic: false, interval: 60, kept: true, sent: true };

const isInterval = (value: unknown): value is number =>
  typeof value === 'number' && value >= reportInterval.minimum && value <= reportInterval.maximum;

const isSettings = (value: unknown): value is ReportSettings =>
  isObject(value) &&
  isInterval(value.interval) &&
  [value.enabled, value.periodic, value.kept, value.sent].every((one) => typeof one === 'boolean');

type Stored = Readonly<Record<string, ReportSettings>>;

const isStored = (value: Readonly<Record<string, unknown>>): value is Stored => Object.values(value).every(isSettings);

const kind: DocumentKind<Stored> = {
  name: 'telemetry.json',
  version: 1,
  // Who wants reports sees that there are none, and asks for them again.
  corrupt: 'set-aside',
  parse: (data) => {
    if (!isObject(data) || !isStored(data)) throw new Error('the settings of a report are incomplete');
    return data;
  },
};

export interface TelemetryKeeper extends Telemetry {
  /** Waits until everything is stored. */
  close(): Promise<void>;
}

export const openTelemetry = async (directory: Directory, log: Log): Promise<TelemetryKeeper> => {
  let stored = (await load(directory, kind, log)) ?? {};
  const latest = new Map<string, MetricReport>();
  const listeners = new Set<(reportId: string) => void>();
  let turn: Promise<void> = Promise.resolve();

  const settings = (id: string): ReportSettings => stored[id] ?? defaults;
  return {
    settings,
    change: async (id, change) => {
      if (change.interval !== undefined && !isInterval(change.interval)) {
        const { minimum, maximum } = reportInterval;
        throw new BmcError('invalid', `an interval is a number of seconds from ${minimum} to ${maximum}`);
      }
      const mine = turn.then(async () => {
        const next = { ...stored, [id]: { ...settings(id), ...change } };
        await save(directory, kind, next);
        stored = next;
        latest.delete(id);
        for (const listener of listeners) listener(id);
      });
      turn = mine.catch(() => undefined);
      await mine;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    latest: (id) => latest.get(id),
    keep: (report) => void latest.set(report.id, report),
    close: () => turn,
  };
};
