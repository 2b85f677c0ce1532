import { type ConsoleText, consoleKept } from '../port.js';

/** A line on the machine's serial port. The oldest bytes go. */
export function say(guest: { console: ConsoleText }, line: string): void {
  const { offset, data } = guest.console;
  const all = Buffer.concat([data, Buffer.from(`${line}\r\n`)]);
  const gone = Math.max(0, all.length - consoleKept);
  guest.console = { offset: offset + gone, data: all.subarray(gone) };
}

export const silent: ConsoleText = { offset: 0, data: new Uint8Array() };
