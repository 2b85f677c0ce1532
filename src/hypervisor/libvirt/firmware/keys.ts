import { type Hypervisor as Connection, LibvirtError } from '../../../libvirt/index.js';
import { type BootKeys, HypervisorError, type Machine, type SecureBootKeys } from '../../port.js';
import { bootKeysOf, readKeys, sameKeys, writeKeys } from '../../uefi/keys.js';
import { readVariableStore, type VariableStore } from '../../uefi/variable-store.js';
import { type Answers, createAnswers } from '../answers.js';
import { compose } from '../domain/compose.js';
import { type Documents, readDocuments, recordOf } from '../domain/documents.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord } from '../metadata/record.js';
import { createDescriptors, type Descriptors, packagesAge } from './descriptors.js';
import { enrolledTemplate, type Flash, flashOf } from './flash.js';
import { createHostFiles, type HostFiles, type Permissions } from './host-files.js';
import { freshStore, isFreshStore, withStore } from './store-element.js';

/** Firmware on the host of one connection. */
export interface FirmwareFiles {
  readonly connection: Connection;
  readonly files: HostFiles;
  readonly descriptors: Descriptors;
  /** Keys of the templates that machines with enrolled keys begin with, by their paths. */
  readonly templates: Answers<BootKeys | undefined>;
}

export function createFirmwareFiles(connection: Connection, now: () => number): FirmwareFiles {
  const files = createHostFiles(connection);
  return {
    connection,
    files,
    descriptors: createDescriptors(files, now),
    templates: createAnswers({ maxAge: packagesAge, now }),
  };
}

interface Found {
  readonly flash: Flash;
  readonly store: VariableStore;
  readonly permissions: Permissions;
  readonly keys: SecureBootKeys;
}

/** Undefined where there is no store, or none that can be read. Before its first start a machine has its template's. */
export async function findKeys(host: FirmwareFiles, documents: Documents): Promise<Found | undefined> {
  const { connection, files, descriptors } = host;
  const domain = (documents.live ?? documents.config)?.root;
  const flash = await flashOf(connection, descriptors, documents);
  if (!flash || !domain) return undefined;
  const own = await files.read(flash.store);
  // Only a store that is not there yet will be a copy of the template: one that cannot be read holds something else.
  if (!own && !(await files.isAbsent(flash.store))) return undefined;
  const bytes = own?.bytes ?? (flash.template && (await files.read(flash.template))?.bytes);
  const store = bytes ? readVariableStore(bytes) : undefined;
  const keys = store && readKeys(store);
  if (!store || !keys) return undefined;
  const defaults = await defaultKeys(host, enrolledTemplate(await descriptors.all(), flash.loader, domain));
  return { flash, store, permissions: own?.permissions ?? {}, keys: { ...keys, ...(defaults && { defaults }) } };
}

/** At most a minute old, as what names the template; one that could not be read is read anew each time. */
async function defaultKeys(
  { files, templates }: FirmwareFiles,
  template: string | undefined,
): Promise<BootKeys | undefined> {
  if (template === undefined) return undefined;
  const found = await templates.of(template, async () => {
    const file = await files.read(template);
    const store = file && readVariableStore(file.bytes);
    const keys = store && readKeys(store);
    return keys && bootKeysOf(keys);
  });
  if (!found) templates.forget(template);
  return found;
}

/**
 * `KeyControl.changeKeys`. The store is not written into: a copy with other keys lies beside it, and the definition
 * names that one then. So a failure leaves the machine what it had, and the store before stays as it was.
 */
export async function changeKeys(
  host: FirmwareFiles,
  machinery: Machinery,
  { name }: Machine,
  change: (keys: SecureBootKeys) => Partial<BootKeys>,
): Promise<void> {
  const documents = await readDocuments(machinery.domain);
  const { live, config } = documents;
  if (live) throw new HypervisorError('conflict', `the firmware of machine ${name} holds its keys: power it off`);
  const found = config && (await findKeys(host, documents));
  if (!found) throw new HypervisorError('unsupported', `the keys of machine ${name} cannot be read`);
  const { flash, store, permissions, keys } = found;
  const wanted = change(keys);
  if (sameKeys(keys, wanted)) return;
  const bytes = writeKeys(store, wanted);
  if (!bytes) throw new HypervisorError('no-space', `the variable store of machine ${name} has no room for that`);
  const path = freshStore(flash.store);
  const before = recordOf(documents);
  const record: MachineRecord = { ...config.record, savedStore: flash.store };
  const definition = compose(config.text, { record, edit: (text) => withStore(text, path) });
  await host.files.create(path, { bytes, permissions });
  try {
    await machinery.define(definition, config.text);
  } catch (error) {
    // Without an answer libvirt may have taken the definition: the machine would start with no store at all.
    if (wasRefused(error)) await host.files.remove(path).catch(() => {});
    throw error;
  }
  await forgetStore(host, before, flash.store);
}

/** libvirt itself said no: nothing names the store. */
const wasRefused = (error: unknown): boolean => error instanceof LibvirtError && error.kind === 'remote';

/** Of the stores that we made one before the last is kept; those that others made stay, and what a mode goes back to. */
async function forgetStore({ files }: FirmwareFiles, before: MachineRecord, last: string): Promise<void> {
  const { savedStore, savedFirmware } = before;
  if (savedStore === undefined || savedStore === last || !isFreshStore(savedStore)) return;
  if (JSON.stringify(savedFirmware ?? {}).includes(savedStore)) return;
  await files.remove(savedStore);
}
