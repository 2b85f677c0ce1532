import { databaseIdsOf } from '../boot-keys.js';
import { defineCollection } from '../collection.js';

/** Not there where nobody can read the machine's keys: an empty one would say that it has none. */
export const secureBootDatabases = defineCollection({
  path: '/redfish/v1/Systems/{machine}/SecureBoot/SecureBootDatabases',
  of: 'SecureBootDatabase',
  name: 'UEFI Secure Boot Databases',
  members: ({ machine }, { context }) => databaseIdsOf(machine, context),
});
