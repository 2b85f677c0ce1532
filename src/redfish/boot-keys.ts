/** The databases of keys that a machine's firmware checks signatures by (UEFI 2.10, 32.3). */
import {
  type BootKey,
  certificateType,
  type KeyControl,
  type KeyDatabase,
  keyDatabases,
  type Machine,
  type SecureBootKeys,
} from '../hypervisor/port.js';
import { readDerCertificate } from '../media/certificate.js';
import type { Context } from './context.js';
import { redfishError } from './errors.js';

export interface Database {
  readonly machine: Machine;
  /** `SecureBootDatabase.DatabaseId`: `db`, `dbDefault`. */
  readonly id: string;
  readonly name: KeyDatabase;
  /** Of the maker: it can be read alone. */
  readonly isDefault: boolean;
  readonly all: SecureBootKeys;
  readonly certificates: readonly BootKey[];
  readonly signatures: readonly BootKey[];
}

export const keysOf = async (machine: Machine, { hypervisor }: Context): Promise<SecureBootKeys | undefined> =>
  machine.firmware.secureBoot && hypervisor.secureBootKeys?.keys(machine.id);

/** Throws `RedfishError` where nobody here can change keys. `about`: the resource's URI. */
export const keyControlOf = ({ hypervisor }: Context, about: string): KeyControl => {
  if (hypervisor.secureBootKeys) return hypervisor.secureBootKeys;
  throw redfishError('ActionNotSupported', [about]);
};

/** Firmware stores what it is given: what is no certificate to us is shown as bytes. */
const certificates = new WeakMap<BootKey, boolean>();
const isCertificate = (key: BootKey): boolean => {
  const known = certificates.get(key) ?? (key.type === certificateType && readDerCertificate(key.data) !== undefined);
  certificates.set(key, known);
  return known;
};

const database = (machine: Machine, all: SecureBootKeys, name: KeyDatabase, isDefault: boolean): Database => {
  const keys = (isDefault ? all.defaults : all)?.[name] ?? [];
  const mine = { certificates: keys.filter(isCertificate), signatures: keys.filter((key) => !isCertificate(key)) };
  return { machine, id: isDefault ? `${name}Default` : name, name, isDefault, all, ...mine };
};

/** `SecureBootDatabase.DatabaseId`s; undefined where nobody can read them. */
export const databaseIdsOf = async (machine: Machine, context: Context): Promise<readonly string[] | undefined> => {
  const all = await keysOf(machine, context);
  return all && [...keyDatabases, ...(all.defaults ? keyDatabases.map((name) => `${name}Default`) : [])];
};

export const databaseOf = async (machine: Machine, id: string, context: Context): Promise<Database | undefined> => {
  const name = keyDatabases.find((one) => id === one || id === `${one}Default`);
  const all = name && (await keysOf(machine, context));
  const isDefault = id !== name;
  return all && (!isDefault || all.defaults) ? database(machine, all, name, isDefault) : undefined;
};

/** Hashes of images stand in `db` and `dbx`; where there are some elsewhere they are not hidden. */
export const hasSignatures = ({ name, signatures }: Database): boolean =>
  name === 'db' || name === 'dbx' || signatures.length > 0;

/** Adds a key to what is there when its turn comes. */
export const addKey = async ({ machine, name, isDefault }: Database, key: BootKey, context: Context, uri: string) => {
  if (isDefault) throw redfishError('OperationNotAllowed', [], { detail: 'The defaults are the firmware maker’s.' });
  await keyControlOf(context, uri).changeKeys(machine.id, (keys) => {
    if (keys[name].some(({ id }) => id === key.id)) throw redfishError('ResourceAlreadyExists', ['Key', 'Id', key.id]);
    // The owner of a platform is one (UEFI 2.10, 32.3.1).
    if (name === 'PK' && keys.PK.length > 0) throw redfishError('CreateLimitReachedForResource', []);
    return { [name]: [...keys[name], key] };
  });
};

export const removeKey = async ({ machine, name, isDefault }: Database, id: string, context: Context, uri: string) => {
  if (isDefault)
    throw redfishError('ResourceCannotBeDeleted', [], { detail: 'The defaults are the firmware maker’s.' });
  await keyControlOf(context, uri).changeKeys(machine.id, (keys) => ({
    [name]: keys[name].filter((key) => key.id !== id),
  }));
};

/** Where the client names no owner. */
export const nobody = '00000000-0000-0000-0000-000000000000';
export const ownerSchema = {
  type: 'string',
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
} as const;
