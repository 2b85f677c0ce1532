/** The key databases of Secure Boot in a variable store. */
import { type BootKeys, type KeyChange, type KeyDatabase, keyDatabases, type SecureBootKeys } from '../port.js';
import { readSignatures, writeSignatures } from './signatures.js';
import { type VariableStore, writeVariables } from './variable-store.js';

const globalVariable = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const imageSecurity = 'd719b2cb-3d3a-4596-a3bc-dad00e67656f';
const secureBootEnable = 'f0a30bc7-af08-4556-99c4-001009c93a44';

const vendors: Readonly<Record<KeyDatabase, string>> = {
  PK: globalVariable,
  KEK: globalVariable,
  db: imageSecurity,
  dbx: imageSecurity,
};

/** Non-volatile, for boot services and the running system, and written by who signs with a time alone. */
const keyAttributes = 0x27;

/** Undefined where one of them is damaged. */
export function readKeys({ variables }: VariableStore): SecureBootKeys | undefined {
  const find = (vendor: string, name: string) =>
    variables.find((variable) => variable.vendor === vendor && variable.name === name)?.data;
  const [PK, KEK, db, dbx] = keyDatabases.map((name) => readSignatures(find(vendors[name], name) ?? Buffer.alloc(0)));
  if (!PK || !KEK || !db || !dbx) return undefined;
  // EDK II's own switch in its setup menu (SecurityPkg/Include/Guid/AuthenticatedVariableFormat.h).
  const enable = find(secureBootEnable, 'SecureBootEnable');
  return { PK, KEK, db, dbx, switchedOff: enable?.[0] === 0 };
}

/** A copy of the store with other keys; undefined where they do not fit. A database without any is no variable. */
export function writeKeys(store: VariableStore, change: KeyChange): Buffer | undefined {
  return writeVariables(
    store,
    keyDatabases.flatMap((name) => {
      const keys = change[name];
      if (!keys) return [];
      const data = keys.length > 0 ? writeSignatures(keys) : undefined;
      return [{ name, vendor: vendors[name], attributes: keyAttributes, data }];
    }),
  );
}

/** The change changes nothing. */
export const sameKeys = (keys: BootKeys, change: KeyChange): boolean =>
  keyDatabases.every((name) => change[name] === undefined || idsOf(change[name]) === idsOf(keys[name]));

const idsOf = (keys: readonly { readonly id: string }[]): string => keys.map(({ id }) => id).join();

export const bootKeysOf = ({ PK, KEK, db, dbx }: BootKeys): BootKeys => ({ PK, KEK, db, dbx });
