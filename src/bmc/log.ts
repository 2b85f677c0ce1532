/** The part of a logger that this layer needs; pino's fits. `about` never holds a password, a token or a hash. */
export interface Log {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

const nothing = (): void => undefined;

export const silent: Log = { info: nothing, warn: nothing, error: nothing };
