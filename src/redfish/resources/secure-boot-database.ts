import { action } from '../action.js';
import { type Database, databaseOf, hasSignatures, keyControlOf } from '../boot-keys.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { resetChange } from './secure-boot.js';

const resetParameters = {
  type: 'object',
  properties: { ResetKeysType: { type: 'string', enum: ['ResetAllKeysToDefault', 'DeleteAllKeys'] } },
  required: ['ResetKeysType'],
} as const satisfies ObjectSchema;

const names = { PK: 'Platform Key', KEK: 'Key Exchange Keys', db: 'Allowed Signatures', dbx: 'Forbidden Signatures' };

export const secureBootDatabase = defineResource({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases/{database}',
  type: 'SecureBootDatabase.v1_0_3.SecureBootDatabase',
  find: ({ machine, database }, { context }) => databaseOf(machine, database, context),
  read: (database, { uri }) => ({
    Id: database.id,
    DatabaseId: database.id,
    Name: `${database.isDefault ? 'Default ' : ''}${names[database.name]}`,
    Certificates: link(`${uri}/Certificates`),
    ...(hasSignatures(database) && { Signatures: link(`${uri}/Signatures`) }),
  }),
  actions: {
    ResetKeys: action({
      parameters: resetParameters,
      offered: ({ isDefault }: Database) => !isDefault,
      allowable: ({ all }) => ({
        ResetKeysType: [...(all.defaults ? ['ResetAllKeysToDefault'] : []), 'DeleteAllKeys'],
      }),
      run: async ({ machine, name }, { ResetKeysType }, { context, uri }) => {
        await keyControlOf(context, uri).changeKeys(machine.id, (keys) => ({
          [name]: resetChange(ResetKeysType, keys)[name],
        }));
        return undefined;
      },
    }),
  },
});
