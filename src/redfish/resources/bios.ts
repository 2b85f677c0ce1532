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
      // There is no other time than a reset. Not in SupportedApplyTimes itself: the interop validator looks for allowable
      // values of each of its elements then, which no annotation can name.
      'SupportedApplyTimes@Redfish.AllowableValues': ['OnReset'],
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
