import type { Machine } from '../../hypervisor/port.js';
import { action } from '../action.js';
import { resetAttributes } from '../bios/change.js';
import { readCurrent } from '../bios/read.js';
import { biosRegistryId } from '../bios/registry.js';
import { message } from '../errors.js';
import { link } from '../link.js';
import { renderMessage } from '../messages.js';
import { defineResource } from '../resource.js';
import { nothing } from '../schema.js';
import { systemUri } from '../uris.js';

/** The firmware's setup. The second path is sushy-emulator's spelling. */
export const bios = defineResource({
  path: ['/redfish/v1/Systems/{machine}/Bios', '/redfish/v1/Systems/{machine}/BIOS'],
  type: 'Bios.v1_2_3.Bios',
  find: ({ machine }) => machine,
  read: (machine) => ({
    Id: 'Bios',
    Name: 'BIOS',
    AttributeRegistry: biosRegistryId,
    Attributes: readCurrent(machine),
    '@Redfish.Settings': {
      '@odata.type': '#Settings.v1_4_0.Settings',
      SettingsObject: link(`${systemUri(machine.id)}/Bios/Settings`),
      ...(machine.state.biosApplied !== undefined && {
        Time: machine.state.biosApplied,
        Messages: [renderMessage(message('Success', []))],
      }),
      // No SupportedApplyTimes: with it the interop validator wants allowable values of every element of the array. There
      // is no other time than a reset.
    },
  }),
  actions: {
    ResetBios: action({
      parameters: nothing,
      run: async (machine: Machine, _, { context }) => {
        await resetAttributes(context, machine);
        return undefined;
      },
    }),
  },
});
