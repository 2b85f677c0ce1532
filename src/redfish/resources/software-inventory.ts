import { action } from '../action.js';
import { links } from '../link.js';
import { noteRequest } from '../note-request.js';
import { defineResource } from '../resource.js';
import { nothing } from '../schema.js';
import { installedSoftware, type Software } from '../software.js';
import { healthy } from '../status.js';

export const softwareInventory = defineResource({
  path: '/redfish/v1/UpdateService/FirmwareInventory/{software}',
  type: 'SoftwareInventory.v1_13_0.SoftwareInventory',
  find: async ({ software }, call) => (await installedSoftware(call)).find(({ id }) => id === software),
  read: ({ id, name, version, runs, updateable, active }) => ({
    Id: id,
    Name: name,
    ...(version !== undefined && { Version: version }),
    Updateable: updateable,
    ...(active !== undefined && { Active: active, Staged: !active }),
    Status: active === false ? { State: 'StandbyOffline', Health: 'OK' } : healthy,
    ...links('RelatedItem', runs),
  }),
  actions: {
    Activate: action({
      parameters: nothing,
      offered: ({ returns }: Software) => returns !== undefined,
      run: async ({ returns }, _, call) => {
        if (!returns) return undefined;
        noteRequest(call, returns.id, `${call.uri}/Actions/SoftwareInventory.Activate`);
        await call.context.hypervisor.firmware?.rollBack(returns.id);
        return undefined;
      },
    }),
  },
});
