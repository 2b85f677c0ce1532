/** Files that hold a machine's UEFI variables. */
import { variableStores } from '../../src/hypervisor/libvirt/firmware/stores.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { element, first, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { LabMachine } from '../spec/types.js';

/** Where libvirt keeps variable stores (qemu:///system). */
const storeDirectory = '/var/lib/libvirt/qemu/nvram';

/**
 * Keys are in a machine's variables, so firmware that asks for them needs other variables than firmware that does not.
 * Each has a store of its own beside the present one, as switched over Redfish: none is overwritten. A machine that is new
 * has none yet; libvirt names the emulator of those that it knows.
 */
export const storeFor = (tree: XmlNode, { secureBoot }: LabMachine): readonly XmlNode[] => {
  if (first(tree, 'devices/emulator') === undefined) return [];
  const nvram = first(tree, 'os/nvram');
  const said = nvram?.text.trim() || (nvram && first(nvram, 'source')?.attributes.file);
  const present = said || `${storeDirectory}/${first(tree, 'name')?.text}_VARS.fd`;
  const kind = secureBoot ? 'secure' : 'plain';
  const path = present.replace(
    /(?:\.(?:secure|plain))*(\.[a-z0-9]+)?$/i,
    (_, extension = '') => `.${kind}${extension}`,
  );
  return [element('nvram', {}, path)];
};

const isStoreOf = (name: string, file: string): boolean =>
  file.startsWith(`${name}_VARS.`) &&
  /^(secure\.|plain\.|keys-[0-9a-f]{8}\.|back-\d+\.)*(fd|qcow2)$/.test(file.slice(name.length + 6));

const removeFiles = async (
  { connection }: Survey,
  directory: string,
  goes: (file: string, path: string) => boolean,
): Promise<void> => {
  const stores = variableStores(connection);
  for (const file of (await stores.list(directory)) ?? []) {
    const path = `${directory}/${file}`;
    if (goes(file, path)) await stores.remove(path);
  }
};

/**
 * Variable stores beside that of its definition: those before a key was changed, secure boot switched or a snapshot
 * reverted to. libvirt removes the one that is in force. What the definition names, for whatever purpose, stays.
 */
export const removeStores = async (here: Survey, { name, tree }: Pick<FoundDomain, 'name' | 'tree'>) => {
  const definition = writeXml(tree);
  const present = await variableStores(here.connection)
    .pathOf(definition)
    .catch(() => undefined);
  if (present === undefined) return;
  const directory = present.slice(0, present.lastIndexOf('/'));
  await removeFiles(
    here,
    directory,
    (file, path) => isStoreOf(name, file) && path !== present && !definition.includes(path),
  );
};

/** Those of a machine that had UEFI and has BIOS now: no definition names them. */
export const removeFormerStores = (here: Survey, { name }: Pick<FoundDomain, 'name'>): Promise<void> =>
  removeFiles(here, storeDirectory, (file) => isStoreOf(name, file));
