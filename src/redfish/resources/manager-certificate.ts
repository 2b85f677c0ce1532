import { manager } from '../call.js';
import { certificateFacts } from '../certificate-facts.js';
import { defineResource } from '../resource.js';

/** What the service shows to clients that speak TLS: the same for all managers. */
export const managerCertificate = defineResource({
  path: '/redfish/v1/Managers/{machine}/NetworkProtocol/HTTPS/Certificates/{certificate}',
  type: 'Certificate.v1_11_0.Certificate',
  privileges: { read: manager, write: manager, create: manager },
  find: ({ certificate }, { context: { host } }) => (certificate === '1' ? host : undefined),
  read: (host) => ({ Id: '1', Name: 'Certificate of the service', ...certificateFacts(host.certificate()) }),
});
