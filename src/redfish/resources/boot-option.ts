import { defineResource } from '../resource.js';

/** One thing that the firmware can boot from; `BootOrder` names it by its `BootOptionReference`. */
export const bootOption = defineResource({
  path: '/redfish/v1/Systems/{machine}/BootOptions/{option}',
  type: 'BootOption.v1_0_6.BootOption',
  find: ({ machine, option }) => {
    const found = machine.boot.options.find(({ id }) => id === option);
    return found && { ...found, enabled: machine.boot.order.includes(option) };
  },
  read: ({ id, name, target, enabled }) => ({
    Id: id,
    Name: name,
    DisplayName: name,
    BootOptionReference: id,
    BootOptionEnabled: enabled,
    ...(target !== 'None' && { Alias: target }),
  }),
});
