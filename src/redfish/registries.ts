/** The registries that messages and attributes are named after. */
import { biosRegistryId, biosRegistryUri } from './bios/registry.js';
import { privilegeMapUri } from './uris.js';

export interface Registry {
  /** `Base.1.22.1`. */
  readonly id: string;
  /** As a `MessageId` or `AttributeRegistry` names it: `Base.1.22`. */
  readonly names: string;
  readonly location: { readonly PublicationUri: string } | { readonly Uri: string };
}

/** DMTF publishes it; the wording of this service's messages is its own, and their keys and arguments are the registry's. */
const published = (prefix: string, version: `${number}.${number}.${number}`): Registry => ({
  id: `${prefix}.${version}`,
  names: `${prefix}.${version.slice(0, version.lastIndexOf('.'))}`,
  location: { PublicationUri: `https://redfish.dmtf.org/registries/${prefix}.${version}.json` },
});

export const registries: readonly Registry[] = [
  published('Base', '1.22.1'),
  published('TaskEvent', '1.0.5'),
  published('ResourceEvent', '1.4.3'),
  published('Update', '1.3.0'),
  { id: biosRegistryId, names: biosRegistryId, location: { Uri: biosRegistryUri } },
  // Made of this service's declarations; it changes with the program, and has no other version.
  { id: 'PrivilegeMap', names: 'PrivilegeMap.1.0', location: { Uri: privilegeMapUri } },
];
