import { anybody } from '../call.js';
import { defineResource } from '../resource.js';
import { root, sessionsUri } from '../uris.js';

const services = {
  Service: `${root}/`,
  Systems: `${root}/Systems`,
  Managers: `${root}/Managers`,
  Chassis: `${root}/Chassis`,
  AccountService: `${root}/AccountService`,
  SessionService: `${root}/SessionService`,
  Sessions: sessionsUri,
  Registries: `${root}/Registries`,
  JsonSchemas: `${root}/JsonSchemas`,
  Tasks: `${root}/TaskService`,
};

/** The OData service document: what the service root links to, for OData's clients (DSP0266, "OData service document"). */
export const odata = defineResource({
  path: '/redfish/v1/odata',
  type: 'ODataService',
  privileges: { read: anybody },
  find: () => services,
  read: () => ({}),
  respond: (all) => ({
    status: 200,
    body: {
      '@odata.context': `${root}/$metadata`,
      value: Object.entries(all).map(([name, url]) => ({ name, kind: 'Singleton', url })),
    },
  }),
});
