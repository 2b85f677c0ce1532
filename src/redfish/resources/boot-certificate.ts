import { readDerCertificate } from '../../media/certificate.js';
import { databaseOf, removeKey } from '../boot-keys.js';
import { components } from '../call.js';
import { certificateFacts } from '../certificate-facts.js';
import { defineResource } from '../resource.js';

export const bootCertificate = defineResource({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases/{database}/Certificates/{certificate}',
  type: 'Certificate.v1_11_0.Certificate',
  privileges: { read: components },
  find: async ({ machine, database: name, certificate: id }, { context }) => {
    const database = await databaseOf(machine, name, context);
    const key = database?.certificates.find((one) => one.id === id);
    const pem = key && readDerCertificate(key.data)?.pem;
    return database && key && pem !== undefined ? { database, key, pem } : undefined;
  },
  read: ({ key: { id, owner }, pem }) => ({
    Id: id,
    Name: 'UEFI Secure Boot Certificate',
    ...certificateFacts(pem),
    UefiSignatureOwner: owner,
  }),
  remove: ({ database, key: { id } }, { context, uri }) => removeKey(database, id, context, uri),
});
