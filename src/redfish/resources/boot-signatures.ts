import { bootKey } from '../../hypervisor/port.js';
import { addKey, databaseOf, hasSignatures, nobody, ownerSchema } from '../boot-keys.js';
import { defineCollection } from '../collection.js';
import { RedfishError, redfishError } from '../errors.js';
import { wrongFormat } from '../problems.js';
import type { ObjectSchema } from '../schema.js';

/** Bytes of the hashes that EDK II compares images with. */
const lengths = { EFI_CERT_SHA256_GUID: 32, EFI_CERT_SHA384_GUID: 48, EFI_CERT_SHA512_GUID: 64 } as const;

const properties = {
  type: 'object',
  properties: {
    SignatureString: { type: 'string', pattern: '^([0-9a-fA-F]{2})+$' },
    SignatureType: {
      type: 'string',
      enum: ['EFI_CERT_SHA256_GUID', 'EFI_CERT_SHA384_GUID', 'EFI_CERT_SHA512_GUID'],
    },
    SignatureTypeRegistry: { type: 'string', enum: ['UEFI'] },
    UefiSignatureOwner: ownerSchema,
  },
  required: ['SignatureString', 'SignatureType', 'SignatureTypeRegistry'],
} as const satisfies ObjectSchema;

/** What is no certificate in one database: hashes of images, for the most part. */
export const bootSignatures = defineCollection({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases/{database}/Signatures',
  of: 'Signature',
  name: 'UEFI Secure Boot Signatures',
  members: async ({ machine, database: id }, { context }) => {
    const database = await databaseOf(machine, id, context);
    return database && hasSignatures(database) ? database.signatures.map((key) => key.id) : undefined;
  },
  create: {
    properties,
    run: async ({ params: { machine, database: id } }, body, { context, uri }) => {
      const { SignatureString, SignatureType, UefiSignatureOwner = nobody } = body;
      const database = await databaseOf(machine, id, context);
      if (!database) throw redfishError('ResourceNotFound', ['SecureBootDatabase', id]);
      const data = Buffer.from(SignatureString, 'hex');
      if (data.length !== lengths[SignatureType])
        throw new RedfishError([
          wrongFormat(
            { property: 'SignatureString' },
            SignatureString,
            `A hash of this type has ${lengths[SignatureType]} bytes.`,
          ),
        ]);
      const key = bootKey(SignatureType, UefiSignatureOwner.toLowerCase(), data);
      await addKey(database, key, context, uri);
      return { uri: `${uri}/${key.id}` };
    },
  },
});
