import type { Hypervisor as Connection } from '../../../libvirt/index.js';
import { readMode } from '../domain/firmware.js';
import { parseXml } from '../xml/parse.js';
import { parseFlash, readFlash } from './flash.js';
import { createHostFiles, type HostFiles } from './host-files.js';

/** Variable stores of UEFI machines as files, for whoever keeps machines and serves no Redfish. */
export interface VariableStores extends Pick<HostFiles, 'read' | 'isAbsent' | 'list' | 'create' | 'remove'> {
  /** Where a machine of this definition has its store, there or not. Undefined: it has none, or libvirt does not say. */
  pathOf(definition: string): Promise<string | undefined>;
}

/** One for each connection: its calls take turns in a directory. */
const known = new WeakMap<Connection, VariableStores>();

export function variableStores(connection: Connection): VariableStores {
  const present = known.get(connection);
  if (present) return present;
  const made: VariableStores = {
    ...createHostFiles(connection),
    async pathOf(definition) {
      const domain = parseXml(definition);
      if (readMode(domain) !== 'UEFI') return undefined;
      return readFlash(domain).store ?? parseFlash(await connection.domainXmlToNative('qemu-argv', definition)).store;
    },
  };
  known.set(connection, made);
  return made;
}
