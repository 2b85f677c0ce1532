/** The attribute registry (DSP0268, `AttributeRegistry`): generated from the attributes that are served. */
import { root } from '../uris.js';
import { type Attribute, menus } from './attribute.js';
import { attributes } from './attributes.js';

/** `Bios.AttributeRegistry`, the registry's own Id, and the Id and `Registry` of the file that lists it. */
export const biosRegistryId = 'BiosAttributeRegistry.v1_1_0';
export const biosRegistryUri = `${root}/Registries/${biosRegistryId}/Registry`;
export const biosRegistryVersion = '1.1.0';

const describeKind = ({ kind }: Attribute) => {
  switch (kind.type) {
    case 'Enumeration':
      return {
        Value: Object.entries(kind.values).map(([name, title]) => ({ ValueName: name, ValueDisplayName: title })),
      };
    case 'String':
      return { MinLength: 1, MaxLength: kind.maxLength, ...(kind.pattern && { ValueExpression: kind.pattern }) };
    case 'Integer':
      return {
        ...(kind.minimum !== undefined && { LowerBound: kind.minimum }),
        ...(kind.maximum !== undefined && { UpperBound: kind.maximum }),
        ScalarIncrement: 1,
      };
    default:
      return {};
  }
};

const describe = (attribute: Attribute, index: number) => ({
  AttributeName: attribute.name,
  DisplayOrder: index + 1,
  MenuPath: `./${attribute.menu}`,
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

/** What one attribute makes of another. */
const whenMode = (mode: 'Bios' | 'Uefi', attribute: string, property: string, value: string | boolean) => ({
  DependencyFor: attribute,
  Type: 'Map',
  Dependency: {
    MapFrom: [
      {
        MapFromAttribute: 'BootMode',
        MapFromProperty: 'CurrentValue',
        MapFromCondition: 'EQU',
        MapFromValue: mode,
      },
    ],
    MapToAttribute: attribute,
    MapToProperty: property,
    MapToValue: value,
  },
});

/** Gray is what is kept, and has no effect in that mode. Read-only is refused. */
const dependencies = [
  whenMode('Bios', 'SecureBootStatus', 'CurrentValue', 'Disabled'),
  whenMode('Bios', 'SecureBoot', 'ReadOnly', true),
  whenMode('Uefi', 'ConsoleRedirection', 'GrayOut', true),
  whenMode('Uefi', 'BootSeqRetry', 'GrayOut', true),
];

export const biosRegistry = {
  Id: biosRegistryId,
  Name: 'BIOS Attribute Registry',
  Language: 'en',
  OwningEntity: 'redfish-emu',
  RegistryVersion: biosRegistryVersion,
  RegistryEntries: {
    Attributes: attributes.map(describe),
    Dependencies: dependencies,
    Menus: Object.entries(menus).map(([name, title], index) => ({
      MenuName: name,
      DisplayName: title,
      DisplayOrder: index + 1,
      MenuPath: `./${name}`,
    })),
  },
};
