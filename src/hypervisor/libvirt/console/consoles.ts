import type { Hypervisor as Connection, Domain } from '../../../libvirt/index.js';
import { type ConsoleText, consoleKept } from '../../port.js';
import { createAnswers } from '../answers.js';
import { hypervisorError } from '../errors.js';
import { parseXml } from '../xml/parse.js';
import { consolePlace } from './place.js';
import { isLocalFile, isVolumeFile, localTail, volumeTail } from './tail.js';

/** Milliseconds. */
const maxAge = 1_000;

export interface ConsoleReader {
  of(domain: Domain): Promise<ConsoleText | undefined>;
  /** Somebody keeps it, where it can be read. It is not read. */
  isKept(domain: Domain): Promise<boolean>;
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
  const texts = createAnswers<ConsoleText | undefined>({ maxAge, now });
  const kept = createAnswers<boolean>({ maxAge, now });

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

  async function look(domain: Domain): Promise<boolean> {
    try {
      const place = consolePlace(parseXml(await domain.toXml()));
      if (!place) return false;
      return (local && (await isLocalFile(place.path))) || (await isVolumeFile(connection, place.path));
    } catch (error) {
      throw hypervisorError(error);
    }
  }

  return {
    of: (domain) => texts.of(domain.uuid, () => read(domain)),
    isKept: (domain) => kept.of(domain.uuid, () => look(domain)),
    forget(id) {
      texts.forget(id);
      kept.forget(id);
    },
  };
}
