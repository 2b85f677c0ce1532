/** The attribute registry (DSP0268, `AttributeRegistry`): generated from the attributes that are served. */
import { root } from '../uris.js';
import type { Attribute } from './attribute.js';
import { attributes } from './attributes.js';

/** `Bios.AttributeRegistry`, the registry's own Id, and the Id and `Registry` of the file that lists it. */
export const biosRegistryId = 'BiosAttributeRegistry.v1_0_0';
export const biosRegistryUri = `${root}/Registries/${biosRegistryId}/Registry`;
export const biosRegistryVersion = '1.0.0';

const describeKind = ({ kind }: Attribute) => {
  switch (kind.type) {
    case 'Enumeration':
      return {
        Value: Object.entries(kind.values).map(([name, title]) => ({ ValueName: name, ValueDisplayName: title })),
      };
    case 'String':
      return { MinLength: 1, MaxLength: kind.maxLength };
    default:
      return {};
  }
};

const describe = (attribute: Attribute) => ({
  AttributeName: attribute.name,
  DisplayName: attribute.title,
  HelpText: attribute.help,
  Type: attribute.kind.type,
  ...describeKind(attribute),
  ReadOnly: attribute.from === 'fact',
  ResetRequired: attribute.from !== 'fact',
  ...(attribute.kind.type === 'Password' && { WriteOnly: true }),
  ...(attribute.name === 'SerialNumber' && { IsSystemUniqueProperty: true }),
  ...(attribute.from === 'state' && { DefaultValue: attribute.initial }),
});

/** Secure boot is never in force in Legacy mode. */
const dependencies = [
  {
    DependencyFor: 'SecureBootStatus',
    Type: 'Map',
    Dependency: {
      MapFrom: [
        {
          MapFromAttribute: 'BootMode',
          MapFromProperty: 'CurrentValue',
          MapFromCondition: 'EQU',
          MapFromValue: 'Bios',
        },
      ],
      MapToAttribute: 'SecureBootStatus',
      MapToProperty: 'CurrentValue',
      MapToValue: 'Disabled',
    },
  },
] as const;

export const biosRegistry = {
  Id: biosRegistryId,
  Name: 'BIOS Attribute Registry',
  Language: 'en',
  OwningEntity: 'redfish-emu',
  RegistryVersion: biosRegistryVersion,
  RegistryEntries: { Attributes: attributes.map(describe), Dependencies: dependencies },
};
