import type { Hypervisor as Connection, Domain } from '../../../libvirt/index.js';
import { type ConsoleText, consoleKept } from '../../port.js';
import { hypervisorError } from '../errors.js';
import { parseXml } from '../xml/parse.js';
import { consolePlace } from './place.js';
import { localTail, volumeTail } from './tail.js';

/** Milliseconds. */
const maxAge = 1_000;

export interface ConsoleReader {
  of(domain: Domain): Promise<ConsoleText | undefined>;
  forget(id: string): void;
}

/**
 * Reads what is kept anyway. The console itself is left alone: libvirt gives it to one at a time, and that one is
 * whoever types `virsh console`.
 */
export function createConsoleReader(parts: {
  readonly connection: Connection;
  readonly local: boolean;
  readonly now: () => number;
}): ConsoleReader {
  const { connection, local, now } = parts;
  const known = new Map<string, { readonly at: number; readonly text: Promise<ConsoleText | undefined> }>();

  async function read(domain: Domain): Promise<ConsoleText | undefined> {
    try {
      const root = parseXml(await domain.toXml());
      const place = consolePlace(root);
      if (!place) return undefined;
      const own = local ? await localTail(place.path, consoleKept) : undefined;
      const tail = own ?? (await volumeTail(connection, place.path, consoleKept));
      const run = root.attributes.id;
      return tail && { ...tail, ...(place.afresh && run !== undefined && { run }) };
    } catch (error) {
      throw hypervisorError(error);
    }
  }

  return {
    of(domain) {
      const before = known.get(domain.uuid);
      if (before && now() - before.at < maxAge) return before.text;
      const text = read(domain);
      known.set(domain.uuid, { at: now(), text });
      text.catch(() => known.delete(domain.uuid));
      return text;
    },
    forget: (id) => void known.delete(id),
  };
}
