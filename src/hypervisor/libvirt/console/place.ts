import { children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** The file, on the hypervisor's host, that keeps what a serial port says. */
export interface ConsolePlace {
  readonly path: string;
  /** It is emptied when the machine starts. */
  readonly afresh: boolean;
}

/**
 * Of the first serial port, else of the first console (machines without an UART): a `<log>` beside whatever else the
 * port is connected to, or a file that it is connected to (formatdomain, "Consoles, serial, parallel & channel devices").
 */
export function consolePlace(domain: XmlElement): ConsolePlace | undefined {
  const devices = find(domain, 'devices');
  const port = children(devices, 'serial')[0] ?? children(devices, 'console')[0];
  const log = find(port, 'log')?.attributes;
  const source = port?.attributes.type === 'file' ? find(port, 'source')?.attributes : undefined;
  const path = log?.file ?? source?.path;
  if (!path?.startsWith('/')) return undefined;
  return { path, afresh: (log?.file ? log.append : source?.append) !== 'on' };
}
