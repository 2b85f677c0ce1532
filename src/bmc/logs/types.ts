/** Logs of machines, kept over restarts: what the rest of the service sees of `src/bmc/logs`. */

/** `events`: what became of the machine; `sel`: the same in the words of IPMI. `audit`: who asked for what. */
export type LogName = 'events' | 'sel' | 'audit';

/** What an entry of a system event log says of its sensor: `LogEntry.SensorType` and `EntryCode`. */
export interface LogSensor {
  readonly type: string;
  readonly code: 'Assert' | 'Deassert';
}

export interface NewLogRecord {
  readonly systemId: string;
  readonly severity: 'OK' | 'Warning' | 'Critical';
  readonly message: string;
  /** `ResourceEvent.1.4.ResourcePoweredOn`, where it is one of a registry; with a sensor, the bytes of its event. */
  readonly messageId?: string;
  readonly sensor?: LogSensor;
  readonly args?: readonly string[];
  readonly resolution?: string;
  readonly origin?: string;
  /** Of an event that was published: the same as in its payload. */
  readonly eventId?: string;
  /** Who asked, and from where. */
  readonly userName?: string;
  readonly client?: string;
}

export interface LogRecord extends NewLogRecord {
  /** Unique in its log, growing. */
  readonly id: number;
  /** ISO 8601. */
  readonly time: string;
}

export interface Log {
  /** Of one system, oldest first. */
  list(systemId: string): readonly LogRecord[];
  get(systemId: string, id: string): LogRecord | undefined;
  /** Never waits, never throws. The oldest of the same machine makes room. */
  add(record: NewLogRecord): void;
  clear(systemId: string): Promise<void>;
}

/** The end of a text that somebody else keeps: bytes, how many came before, and which run they are of, where each has its own. */
export interface KeptText {
  readonly offset: number;
  readonly data: Uint8Array;
  readonly run?: string;
}

/** What was cleared of consoles, by system. */
export interface ClearedConsoles {
  /** Bytes from the beginning that were cleared; 0: none of this text. */
  to(systemId: string, text: KeptText): number;
  clear(systemId: string, text: KeptText): Promise<void>;
  /** The machine is no more. */
  forget(systemId: string): void;
}

export type Logs = Readonly<Record<LogName, Log>> & { readonly consoles: ClearedConsoles };
