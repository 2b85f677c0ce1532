import {
  type BootKeys,
  type KeyChange,
  keyDatabases,
  type Machine,
  type SecureBootKeys,
} from '../../hypervisor/port.js';
import { action } from '../action.js';
import { keyControlOf, keysOf } from '../boot-keys.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';

interface SecureBoot {
  readonly machine: Machine;
  readonly enabled: boolean;
  readonly pending?: boolean;
  /** Absent where nobody can read them. */
  readonly keys: SecureBootKeys | undefined;
}

const resetParameters = {
  type: 'object',
  properties: {
    ResetKeysType: { type: 'string', enum: ['ResetAllKeysToDefault', 'DeleteAllKeys', 'DeletePK'] },
  },
  required: ['ResetKeysType'],
} as const satisfies ObjectSchema;

const noKeys: BootKeys = { PK: [], KEK: [], db: [], dbx: [] };

/** What one database, or all, become. */
export const resetChange = (type: 'ResetAllKeysToDefault' | 'DeleteAllKeys', keys: SecureBootKeys): KeyChange =>
  type === 'DeleteAllKeys'
    ? noKeys
    : Object.fromEntries(keyDatabases.map((name) => [name, (keys.defaults ?? keys)[name]]));

/** Firmware that has a platform key checks signatures, unless its own menu says no (UEFI 2.10, 32.3). */
const checks = ({ enabled, keys, machine }: SecureBoot): boolean =>
  enabled && machine.firmware.mode === 'UEFI' && (keys === undefined || (keys.PK.length > 0 && !keys.switchedOff));

/** There where the firmware has it, and in force in UEFI mode alone. */
export const secureBoot = defineResource({
  path: '/redfish/v1/Systems/{machine}/SecureBoot',
  type: 'SecureBoot.v1_1_2.SecureBoot',
  find: async ({ machine }, { context }): Promise<SecureBoot | undefined> => {
    const { secureBoot: found } = machine.firmware;
    return found && { ...found, machine, keys: await keysOf(machine, context) };
  },
  read: (found, { uri }) => {
    const { enabled, pending, keys } = found;
    const hasOwner = keys ? keys.PK.length > 0 : enabled;
    return {
      Id: 'SecureBoot',
      Name: 'UEFI Secure Boot',
      SecureBootEnable: pending ?? enabled,
      SecureBootCurrentBoot: checks(found) ? 'Enabled' : 'Disabled',
      SecureBootMode: hasOwner ? 'UserMode' : 'SetupMode',
      ...(keys && { SecureBootDatabases: link(`${uri}/SecureBootDatabases`) }),
    };
  },
  patch: {
    properties: { type: 'object', properties: { SecureBootEnable: { type: 'boolean' } } },
    apply: async ({ machine }, { SecureBootEnable }, { context }) => {
      if (SecureBootEnable !== undefined) await context.hypervisor.setSecureBoot(machine.id, SecureBootEnable);
      return undefined;
    },
  },
  actions: {
    ResetKeys: action({
      parameters: resetParameters,
      offered: ({ keys }: SecureBoot) => keys !== undefined,
      allowable: ({ keys }) => ({
        ResetKeysType: [...(keys?.defaults ? ['ResetAllKeysToDefault'] : []), 'DeleteAllKeys', 'DeletePK'],
      }),
      run: async ({ machine }, { ResetKeysType }, { context, uri }) => {
        await keyControlOf(context, uri).changeKeys(machine.id, (keys) =>
          ResetKeysType === 'DeletePK' ? { PK: [] } : resetChange(ResetKeysType, keys),
        );
        return undefined;
      },
    }),
  },
});
