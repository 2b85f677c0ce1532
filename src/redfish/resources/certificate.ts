import { components } from '../call.js';
import { certificateFacts } from '../certificate-facts.js';
import { defineResource } from '../resource.js';
import { certificatesOf, storeCertificates } from './certificates.js';

export const certificate = defineResource({
  path: '/redfish/v1/Systems/{machine}/VirtualMedia/{drive}/Certificates/{certificate}',
  type: 'Certificate.v1_11_0.Certificate',
  privileges: { read: components },
  find: ({ machine, drive, certificate: id }) => {
    const known = certificatesOf(machine, drive);
    const pem = known?.all[id];
    return known && pem !== undefined ? { machine, drive: known.id, all: known.all, id, pem } : undefined;
  },
  read: ({ id, pem }) => ({ Id: id, Name: 'Trusted Certificate', ...certificateFacts(pem) }),
  remove: async ({ machine, drive, all, id }, { context }) => {
    const { [id]: _, ...rest } = all;
    await storeCertificates(context, machine, drive, rest);
  },
});
