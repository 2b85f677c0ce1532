import type { Log as Logger } from '../log.js';
import type { Directory } from '../store/directory.js';
import { type DocumentKind, isObject, load, save } from '../store/document.js';
import { openCleared } from './cleared.js';
import { logLimits } from './limits.js';
import type { Log, LogName, LogRecord, Logs } from './types.js';

/** Milliseconds from a record to the disk: a storm of records is one write. */
const writeDelay = 2000;

const isRecord = (value: unknown): value is LogRecord =>
  isObject(value) &&
  Number.isSafeInteger(value.id) &&
  [value.time, value.systemId, value.message, value.severity].every((one) => typeof one === 'string');

const kindOf = (name: LogName): DocumentKind<readonly LogRecord[]> => ({
  name: `log-${name}.json`,
  version: 1,
  corrupt: 'set-aside',
  parse: (data) => {
    if (!Array.isArray(data) || !data.every(isRecord)) throw new Error('a record is incomplete');
    return data;
  },
});

interface KeptLog extends Log {
  close(): Promise<void>;
}

const openLog = async (name: LogName, directory: Directory, logger: Logger): Promise<KeptLog> => {
  const kind = kindOf(name);
  /** Oldest first. */
  let records = [...((await load(directory, kind, logger)) ?? [])];
  /** How many of them each system has. */
  const held = new Map<string, number>();
  const count = (systemId: string, by: number) => held.set(systemId, (held.get(systemId) ?? 0) + by);
  for (const { systemId } of records) count(systemId, 1);
  let lastId = records.at(-1)?.id ?? 0;
  let timer: NodeJS.Timeout | undefined;
  let written: Promise<void> = Promise.resolve();

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const mine = written.then(() => save(directory, kind, records));
    written = mine.catch((error: unknown) => logger.error({ err: error, log: name }, 'a log could not be stored'));
    return mine;
  };
  const drop = (at: number): void => {
    for (const { systemId } of records.splice(at, 1)) count(systemId, -1);
  };
  const list = (systemId: string) => records.filter((record) => record.systemId === systemId);

  return {
    list,
    get: (systemId, id) => records.find((record) => record.systemId === systemId && String(record.id) === id),
    add: (fresh) => {
      lastId += 1;
      records.push({ ...fresh, id: lastId, time: new Date().toISOString() });
      const { systemId } = fresh;
      count(systemId, 1);
      const full = (held.get(systemId) ?? 0) > logLimits.perSystem;
      if (full) drop(records.findIndex((record) => record.systemId === systemId));
      if (records.length > logLimits.total) drop(0);
      // `write` reports its own failure, and the next record tries again.
      timer ??= setTimeout(() => void write().catch(() => undefined), writeDelay).unref();
    },
    clear: (systemId) => {
      records = records.filter((record) => record.systemId !== systemId);
      held.delete(systemId);
      return write();
    },
    close: async () => {
      if (timer !== undefined) await write().catch(() => undefined);
      await written;
    },
  };
};

export interface LogKeeper extends Logs {
  /** Writes what is not on disk yet. */
  close(): Promise<void>;
}

export const openLogs = async (directory: Directory, logger: Logger): Promise<LogKeeper> => {
  const open = (name: LogName) => openLog(name, directory, logger);
  const [events, sel, audit] = await Promise.all([open('events'), open('sel'), open('audit')]);
  return {
    events,
    sel,
    audit,
    consoles: await openCleared(directory, logger),
    close: async () => {
      for (const log of [events, sel, audit]) await log.close();
    },
  };
};
