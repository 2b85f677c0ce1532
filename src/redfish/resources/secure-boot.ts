import { defineResource } from '../resource.js';

/** There where the firmware has it, and in force in UEFI mode alone. */
export const secureBoot = defineResource({
  path: '/redfish/v1/Systems/{machine}/SecureBoot',
  type: 'SecureBoot.v1_1_2.SecureBoot',
  find: ({ machine }) => machine.firmware.secureBoot && { ...machine.firmware.secureBoot, machine },
  read: ({ enabled, pending, machine }) => ({
    Id: 'SecureBoot',
    Name: 'UEFI Secure Boot',
    SecureBootEnable: pending ?? enabled,
    SecureBootCurrentBoot: enabled && machine.firmware.mode === 'UEFI' ? 'Enabled' : 'Disabled',
    SecureBootMode: enabled ? 'UserMode' : 'SetupMode',
  }),
  patch: {
    properties: { type: 'object', properties: { SecureBootEnable: { type: 'boolean' } } },
    apply: async ({ machine }, { SecureBootEnable }, { context }) => {
      if (SecureBootEnable !== undefined) await context.hypervisor.setSecureBoot(machine.id, SecureBootEnable);
      return undefined;
    },
  },
});
