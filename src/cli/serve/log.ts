import { type DestinationStream, destination, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

export interface LogOptions {
  readonly level: Level | 'silent';
  readonly format: 'text' | 'json';
  /** Where lines go; standard error where absent. */
  readonly to?: DestinationStream;
}

/** What no line may ever show, should a caller hand it over by mistake. */
const secret = [
  'password',
  'Password',
  'token',
  'authorization',
  'Authorization',
  '["X-Auth-Token"]',
  '["x-auth-token"]',
];
const paths = secret.flatMap((name) => (name.startsWith('[') ? [name, `*${name}`] : [name, `*.${name}`]));

/** The service's log: JSON lines for machines, or text lines for a terminal. */
export function createLog({ level, format, to = destination({ fd: 2, sync: true }) }: LogOptions): Logger {
  const stream = format === 'json' ? to : { write: (line: string) => to.write(textLine(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[not logged]' },
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
