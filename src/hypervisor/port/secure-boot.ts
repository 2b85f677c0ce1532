/** The key databases of UEFI's Secure Boot (UEFI 2.10, 32 "Secure Boot and Driver Signing"), as a machine's variable store has them. */
import { createHash } from 'node:crypto';

/** Names of the variables that firmware checks signatures by. */
export const keyDatabases = ['PK', 'KEK', 'db', 'dbx'] as const;
export type KeyDatabase = (typeof keyDatabases)[number];

/** One `EFI_SIGNATURE_DATA` (UEFI 2.10, 32.4.1). */
export interface BootKey {
  /** Lower-case hex, of type, owner and data: stays while others come and go. */
  readonly id: string;
  /** What `data` is, in UEFI's words: `EFI_CERT_X509_GUID`, `EFI_CERT_SHA256_GUID`; else the GUID. */
  readonly type: string;
  /** GUID, lower case. */
  readonly owner: string;
  /** DER of a certificate, or the bytes of a hash. */
  readonly data: Uint8Array;
}

export const certificateType = 'EFI_CERT_X509_GUID';

/** `owner` in lower case. */
export function bootKey(type: string, owner: string, data: Uint8Array): BootKey {
  const id = createHash('sha256').update(`${type} ${owner} `).update(data).digest('hex').slice(0, 32);
  return { id, type, owner, data };
}

export type BootKeys = Readonly<Record<KeyDatabase, readonly BootKey[]>>;

/** What a machine's firmware has to check signatures by. */
export interface SecureBootKeys extends BootKeys {
  /** The guest's owner switched the check off in the firmware's own menu: then keys alone do not bring it about. */
  readonly switchedOff: boolean;
  /** Those that the firmware's maker enrolls; absent where nobody here knows them. */
  readonly defaults?: BootKeys;
}

/** A database that is absent stays as it is. */
export type KeyChange = Partial<BootKeys>;

export interface KeyControl {
  /**
   * As the firmware finds them at the next power-on, or has them while the machine runs. At most some seconds old.
   * Undefined where they cannot be read, and where the machine has no UEFI.
   */
  keys(id: string): Promise<SecureBootKeys | undefined>;
  /**
   * All or nothing, and everything else that the firmware stored stays. `change` gets what is there when its turn has
   * come. `conflict`: the machine is not off, its firmware holds the store. `unsupported`: it has no keys to read.
   * `no-space`: the store is too small for them.
   */
  changeKeys(id: string, change: (keys: SecureBootKeys) => KeyChange): Promise<void>;
}
