import { attributeChoices, attributeSchemas, changeAttributes } from '../bios/change.js';
import { readNext } from '../bios/read.js';
import { biosRegistryId } from '../bios/registry.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';

const properties = {
  type: 'object',
  properties: {
    Attributes: { type: 'object', properties: attributeSchemas, annotated: false },
    '@Redfish.SettingsApplyTime': {
      type: 'object',
      properties: { ApplyTime: { type: 'string', enum: ['OnReset'] } },
    },
  },
} as const satisfies ObjectSchema;

/** The firmware's setup as it will be after the next reset (DSP0266, "Settings resource"). */
export const biosSettings = defineResource({
  path: ['/redfish/v1/Systems/{machine}/Bios/Settings', '/redfish/v1/Systems/{machine}/BIOS/Settings'],
  type: 'Bios.v1_2_3.Bios',
  find: ({ machine }) => machine,
  read: (machine) => ({
    Id: 'Settings',
    Name: 'BIOS Settings',
    AttributeRegistry: biosRegistryId,
    Attributes: readNext(machine),
  }),
  patch: {
    properties,
    allowable: (machine) => attributeChoices(machine),
    apply: async (machine, { Attributes }, { context }) => {
      if (Attributes) await changeAttributes(context, machine, Attributes);
      return undefined;
    },
  },
});
