import { manager } from '../call.js';
import { defineCollection } from '../collection.js';

export const managerCertificates = defineCollection({
  path: '/redfish/v1/Managers/{machine}/NetworkProtocol/HTTPS/Certificates',
  of: 'Certificate',
  name: 'Certificates of the service',
  privileges: { read: manager, write: manager, create: manager },
  members: (_, { context }) => context.host && ['1'],
});
