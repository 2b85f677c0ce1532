import { type DestinationStream, destination, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

export interface LogOptions {
  readonly level: Level | 'silent';
  readonly format: 'text' | 'json';
  /** Where lines go; standard error where absent. */
  readonly to?: DestinationStream;
}

/** What no line may ever show, should a caller hand it over by mistake; in any case of letters, at any depth. */
const secrets = new Set(['password', 'oldpassword', 'newpassword', 'token', 'authorization', 'x-auth-token']);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same object where there is nothing to hide, which is nearly always: a line is written for every request. */
function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  let shown = fields;
  for (const key in fields) {
    const value = fields[key];
    const safe = secrets.has(key.toLowerCase()) ? '[not logged]' : isPlain(value) ? withoutSecrets(value) : value;
    if (safe !== value) shown = { ...shown, [key]: safe };
  }
  return shown;
}

/**
 * Lines that are written in one turn of the event loop reach `to` together, at its end: a busy service writes some
 * dozen with one call. Nothing waits longer, and nothing is lost when the process ends.
 */
export function together(to: DestinationStream): DestinationStream {
  let waiting = '';
  const flush = () => {
    const lines = waiting;
    waiting = '';
    if (lines !== '') to.write(lines);
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += line;
    },
  };
}

/** The service's log: JSON lines for machines, or text lines for a terminal. */
export function createLog({ level, format, to = together(destination({ fd: 2, sync: true })) }: LogOptions): Logger {
  const stream = format === 'json' ? to : { write: (line: string) => to.write(textLine(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
    },
    stream,
  );
}

/** `2026-01-31T12:00:00.000Z info  request  method=GET status=200` */
export function textLine(json: string): string {
  const { time, level, msg, err, ...rest }: Record<string, unknown> = JSON.parse(json);
  const pairs = Object.entries(rest).map(([key, value]) => `${key}=${shown(value)}`);
  const stack = err instanceof Object && 'stack' in err ? `\n${String(err.stack)}` : '';
  return `${[time, String(level).padEnd(5), msg, ...pairs].join(' ')}${stack}\n`;
}

const shown = (value: unknown): string =>
  typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
