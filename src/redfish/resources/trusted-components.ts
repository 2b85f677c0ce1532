import { defineCollection } from '../collection.js';

/** There where the machine has a TPM. */
export const trustedComponents = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/TrustedComponents',
  of: 'TrustedComponent',
  name: 'Trusted components',
  members: ({ machine }) => machine.tpm && ['TPM'],
});
