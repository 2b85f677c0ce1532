import { databaseOf, removeKey } from '../boot-keys.js';
import { defineResource } from '../resource.js';

export const bootSignature = defineResource({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases/{database}/Signatures/{signature}',
  type: 'Signature.v1_0_3.Signature',
  find: async ({ machine, database: name, signature: id }, { context }) => {
    const database = await databaseOf(machine, name, context);
    const key = database?.signatures.find((one) => one.id === id);
    return database && key && { database, key };
  },
  read: ({ key: { id, type, owner, data } }) => ({
    Id: id,
    Name: 'UEFI Secure Boot Signature',
    SignatureTypeRegistry: 'UEFI',
    SignatureType: type,
    SignatureString: Buffer.from(data).toString('hex').toUpperCase(),
    UefiSignatureOwner: owner,
  }),
  remove: ({ database, key: { id } }, { context, uri }) => removeKey(database, id, context, uri),
});
