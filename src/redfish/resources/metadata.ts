import { anybody } from '../call.js';
import { defineResource, type Resource } from '../resource.js';

const schemas = 'http://redfish.dmtf.org/schemas/v1';

/** `ComputerSystem.v1_27_0.ComputerSystem` as a reference to its DMTF schema, which holds all of its versions. */
const reference = (type: string): string => {
  const [name = '', version = ''] = type.split('.');
  const include = /^v\d/.test(version) ? `<edmx:Include Namespace="${name}.${version}"/>` : '';
  return `  <edmx:Reference Uri="${schemas}/${name}_v1.xml"><edmx:Include Namespace="${name}"/>${include}</edmx:Reference>`;
};

/** The OData metadata document (DSP0266, "OData metadata"): where the schemas are of all types that are served. */
const document = (types: readonly string[], rootType: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
${types.map(reference).join('\n')}
  <edmx:Reference Uri="${schemas}/RedfishExtensions_v1.xml"><edmx:Include Namespace="RedfishExtensions.v1_0_0" Alias="Redfish"/></edmx:Reference>
  <edmx:DataServices>
    <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="Service">
      <EntityContainer Name="Service" Extends="${rootType}.ServiceContainer"/>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`;

const isVersionedRoot = (type: string): boolean => type.startsWith('ServiceRoot.');

export const metadataOf = (resources: readonly Resource[]): Resource => {
  const types = [...new Set(resources.map(({ type }) => type).filter((type) => type.includes('.')))].sort();
  const rootType = types.find(isVersionedRoot)?.split('.').slice(0, 2).join('.') ?? 'ServiceRoot';
  const text = document(types, rootType);
  return defineResource({
    path: '/redfish/v1/$metadata',
    type: 'Metadata',
    privileges: { read: anybody },
    contentType: 'application/xml',
    find: () => text,
    read: () => ({}),
    respond: (body) => ({ status: 200, body, headers: { 'Content-Type': 'application/xml; charset=utf-8' } }),
  });
};
