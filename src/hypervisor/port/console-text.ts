/** What machines say on their first serial port, where somebody keeps it. */

export interface ConsoleText {
  /** Bytes that came before `data`. */
  readonly offset: number;
  /** As it came, the last `consoleKept` bytes of it at the most. */
  readonly data: Uint8Array;
  /** Where each start of the machine throws the old away: differs from start to start, absent while it is off. */
  readonly run?: string;
}

/** Bytes. */
export const consoleKept = 256 * 1024;

export interface Consoles {
  /** Whether there is a text, without reading it. `not-found`: no such machine. */
  hasConsoleText(id: string): Promise<boolean>;
  /** At most a second old. Undefined: nobody keeps it, or where it is kept cannot be read. `not-found`: no such machine. */
  consoleText(id: string): Promise<ConsoleText | undefined>;
}
