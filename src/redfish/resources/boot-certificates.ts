import { bootKey, certificateType } from '../../hypervisor/port.js';
import { addKey, databaseOf, nobody, ownerSchema } from '../boot-keys.js';
import { components } from '../call.js';
import { certificateFrom } from '../certificate-facts.js';
import { defineCollection } from '../collection.js';
import { redfishError } from '../errors.js';
import type { ObjectSchema } from '../schema.js';

const properties = {
  type: 'object',
  properties: {
    CertificateString: { type: 'string' },
    CertificateType: { type: 'string', enum: ['PEM'] },
    UefiSignatureOwner: ownerSchema,
  },
  required: ['CertificateString', 'CertificateType'],
} as const satisfies ObjectSchema;

/** The certificates of one database. */
export const bootCertificates = defineCollection({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases/{database}/Certificates',
  of: 'Certificate',
  name: 'UEFI Secure Boot Certificates',
  privileges: { read: components },
  members: async ({ machine, database }, { context }) =>
    (await databaseOf(machine, database, context))?.certificates.map(({ id }) => id),
  create: {
    properties,
    run: async ({ params: { machine, database: id } }, body, { context, uri }) => {
      const database = await databaseOf(machine, id, context);
      if (!database) throw redfishError('ResourceNotFound', ['SecureBootDatabase', id]);
      const { der } = certificateFrom(body.CertificateString);
      const key = bootKey(certificateType, (body.UefiSignatureOwner ?? nobody).toLowerCase(), der);
      await addKey(database, key, context, uri);
      return { uri: `${uri}/${key.id}` };
    },
  },
});
