import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { chassisUri, managerUri, systemUri } from '../uris.js';

/** The one enclosure that all machines are in. */
export const chassis = defineResource({
  path: '/redfish/v1/Chassis/{chassis}',
  type: 'Chassis.v1_28_0.Chassis',
  find: ({ chassis }) => (chassis === '1' ? {} : undefined),
  read: async (_, { context, machines }) => {
    const ids = (await machines()).map(({ id }) => id);
    return {
      Id: '1',
      Name: context.settings.product,
      ChassisType: 'Enclosure',
      Status: healthy,
      Drives: link(`${chassisUri}/Drives`),
      Links: { ...links('ComputerSystems', ids.map(systemUri)), ...links('ManagedBy', ids.map(managerUri)) },
    };
  },
});
