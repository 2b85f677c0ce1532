import { stringify } from 'yaml';
import { defineResource, type Method, type Resource, shortType } from '../resource.js';
import type { ObjectSchema, Schema } from '../schema.js';
import { root } from '../uris.js';

const schemas = 'http://redfish.dmtf.org/schemas/v1';

/** A reference to DMTF's OpenAPI schema of a type. */
const reference = (type: string): object => {
  const file = type.slice(0, type.lastIndexOf('.'));
  const component = file.includes('.') ? type.replaceAll('.', '_') : `${file}_${file}`;
  return { $ref: `${schemas}/${file}.yaml#/components/schemas/${component}` };
};

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const failure = {
  description: 'The error.',
  ...json({ $ref: `${schemas}/redfish-error.yaml#/components/schemas/RedfishError` }),
};

/** OpenAPI 3.0 has no list of types: what may be null says so. */
const bodySchema = (schema: Schema): object => {
  const [type, nullable] = typeof schema.type === 'string' ? [schema.type, false] : [schema.type[0], true];
  const inner =
    'properties' in schema
      ? {
          properties: Object.fromEntries(Object.entries(schema.properties).map(([key, one]) => [key, bodySchema(one)])),
        }
      : 'items' in schema
        ? { items: bodySchema(schema.items) }
        : {};
  return { ...schema, ...inner, type, ...(nullable && { nullable }) };
};

const sends = (schema: ObjectSchema | undefined) =>
  schema && { requestBody: { required: (schema.required ?? []).length > 0, ...json(bodySchema(schema)) } };

const shown = (type: string) => (type.includes('.') ? json(reference(type)) : {});

const operation = (resource: Resource, method: Method): object => {
  const { type, bodies } = resource;
  const done = {
    GET: { 200: { description: 'The resource.', ...shown(type) } },
    HEAD: { 200: { description: 'The headers of GET.' } },
    PATCH: { 200: { description: 'The changed resource.', ...shown(type) } },
    POST: { 201: { description: 'The new resource.' } },
    DELETE: { 204: { description: 'It is gone.' } },
  }[method];
  const body = method === 'PATCH' ? sends(bodies.patch) : method === 'POST' ? sends(bodies.create) : undefined;
  return { ...body, responses: { ...done, default: failure } };
};

const parametersOf = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

const pathsOf = (resource: Resource): [string, object][] =>
  resource.paths.flatMap((path): [string, object][] => {
    const parameters = parametersOf(path);
    const own = Object.fromEntries(
      resource.methods.map((method) => [method.toLowerCase(), operation(resource, method)]),
    );
    const actions = Object.entries(resource.actions).map(([name, schema]): [string, object] => [
      `${path}/Actions/${shortType(resource.type)}.${name}`,
      {
        ...(parameters.length > 0 && { parameters }),
        post: {
          ...sends(schema),
          responses: {
            202: { description: 'A task does it.', ...shown('Task.v1_7_4.Task') },
            204: { description: 'It is done.' },
            default: failure,
          },
        },
      },
    ]);
    return [[path, { ...(parameters.length > 0 && { parameters }), ...own }], ...actions];
  });

const documentOf = (resources: readonly Resource[]): string =>
  stringify(
    {
      openapi: '3.0.3',
      info: { title: 'Redfish service', version: '1.23.0', description: 'What this very service answers.' },
      paths: Object.fromEntries(resources.flatMap(pathsOf)),
      components: {
        securitySchemes: {
          Basic: { type: 'http', scheme: 'basic' },
          Session: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
        },
      },
      security: [{ Basic: [] }, { Session: [] }],
    },
    { aliasDuplicateObjects: false },
  );

/** The OpenAPI document (DSP0266, "OpenAPI specification support"): made of the declarations when it is first asked for. */
export const openApiOf = (resources: readonly Resource[]): Resource => {
  let document: string | undefined;
  return defineResource({
    path: `${root}/openapi.yaml`,
    type: 'OpenApi',
    contentType: 'application/yaml',
    find: () => {
      document ??= documentOf(resources);
      return document;
    },
    read: () => ({}),
    respond: (body) => ({ status: 200, body, headers: { 'Content-Type': 'application/yaml' } }),
  });
};
