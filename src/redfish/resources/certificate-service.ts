import { action } from '../action.js';
import { manager } from '../call.js';
import type { Host } from '../context.js';
import { RedfishError } from '../errors.js';
import { generateCsr } from '../generate-csr.js';
import { link } from '../link.js';
import { notInList, wrongValue } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { httpsCertificatesUri, root } from '../uris.js';

const replaceParameters = {
  type: 'object',
  properties: {
    CertificateString: { type: 'string', minLength: 1 },
    CertificateType: { type: 'string', enum: ['PEM', 'PEMchain'] },
    CertificateUri: {
      type: 'object',
      properties: { '@odata.id': { type: 'string' } },
      required: ['@odata.id'],
    },
  },
  required: ['CertificateString', 'CertificateType', 'CertificateUri'],
} as const satisfies ObjectSchema;

const place = (parameter: string) => ({ action: 'CertificateService.ReplaceCertificate', parameter });

export const certificateService = defineResource({
  path: '/redfish/v1/CertificateService',
  type: 'CertificateService.v1_2_1.CertificateService',
  privileges: { write: manager },
  find: (_, { context: { host } }) => host,
  read: () => ({
    Id: 'CertificateService',
    Name: 'Certificate Service',
    CertificateLocations: link(`${root}/CertificateService/CertificateLocations`),
  }),
  actions: {
    ReplaceCertificate: action({
      parameters: replaceParameters,
      run: async (host: Host, { CertificateString, CertificateUri }, { machines }) => {
        const uri = CertificateUri['@odata.id'];
        const known = (await machines()).map(({ id }) => `${httpsCertificatesUri(id)}/1`);
        if (!known.includes(uri)) throw new RedfishError([notInList(place('CertificateUri'), uri)]);
        const refusal = await host.replaceCertificate(CertificateString);
        if (refusal !== undefined) throw new RedfishError([wrongValue(place('CertificateString'), refusal)]);
        // The service has one certificate, which keeps its place (DSP0268, "ReplaceCertificate", wants to be told it).
        return { status: 204, headers: { Location: uri } };
      },
    }),
    GenerateCSR: generateCsr,
  },
});
