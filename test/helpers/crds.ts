/** Kubernetes objects against the CustomResourceDefinitions of their projects, as strict as an API server can be. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { otherSchemas, type Schema } from './kubernetes-schemas.js';

/** They are test data, and not part of this repository. */
const folder = fileURLToPath(new URL('../../../shared/reference/crds', import.meta.url));
export const crdsAreHere = existsSync(folder);
if (!crdsAreHere) console.warn('../shared/reference/crds is not here: manifests are not validated against CRDs');

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Labels and names have their own rules (kubernetes.io, "Object Names and IDs", "Labels and Selectors"). */
const metadata: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$' },
    namespace: { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' },
    labels: {
      type: 'object',
      propertyNames: { pattern: '^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$' },
      additionalProperties: { type: 'string', pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$' },
    },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

/** Objects are closed where nothing opens them; what Kubernetes adds to JSON Schema is said in its words. */
const strict = (schema: Schema): Schema => {
  const { properties, items, additionalProperties, type } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
  const deeper: Record<string, unknown> = {
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, isSchema(one) ? strict(one) : one]),
      ),
    }),
    ...(isSchema(items) && { items: strict(items) }),
    ...(isSchema(additionalProperties) && { additionalProperties: strict(additionalProperties) }),
    ...(type === 'object' && !open && { additionalProperties: false }),
    ...(schema['x-kubernetes-int-or-string'] === true && { type: ['integer', 'string'] }),
  };
  const whole = { ...schema, ...deeper };
  return schema.nullable === true ? { anyOf: [whole, { type: 'null' }] } : whole;
};

/** What every object has, whether its definition says so or not; of a list for kustomize it is no part. */
const asObject = (schema: Schema, kind: string): Schema => ({
  ...schema,
  required: [
    ...new Set([
      ...(Array.isArray(schema.required) ? schema.required : []),
      ...(kind === 'Kustomization' ? [] : ['metadata']),
    ]),
  ],
  properties: {
    ...(isSchema(schema.properties) ? schema.properties : {}),
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata,
  },
});

/** Where a definition is behind the program that reads the document: the pointer of a keyword, and why it goes. */
const behind: Readonly<Record<string, readonly (readonly [pointer: string, why: string])[]>> = {
  'install.openshift.io/v1 InstallConfig': [
    ['networking/serviceNetwork/maxItems', 'dual stack has two (the installer checks that they are of two families)'],
  ],
  'ran.openshift.io/v1 SiteConfig': [
    [
      'spec/clusters/[]/nodes/[]/nodeLabels/additionalProperties',
      'a plugin of kustomize reads them; no API server takes them away',
    ],
  ],
};

const without = (schema: Schema, [step, ...rest]: readonly string[]): Schema => {
  if (step === undefined) return schema;
  if (rest.length === 0) {
    if (!(step in schema)) throw new Error(`there is no ${step} any more: it need not be taken away`);
    return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== step));
  }
  const inner = step === '[]' ? schema.items : isSchema(schema.properties) ? schema.properties[step] : undefined;
  if (!isSchema(inner)) throw new Error(`there is no ${step}`);
  const changed = without(inner, rest);
  return step === '[]'
    ? { ...schema, items: changed }
    : { ...schema, properties: { ...(schema.properties as Schema), [step]: changed } };
};

// Formats such as `ip` and `int64` are Kubernetes' own and said by the types; OpenAPI has keywords that ajv knows not.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

const definition = (apiVersion: string, kind: string): Schema | undefined => {
  const [group = '', version] = apiVersion.split('/');
  for (const file of readdirSync(folder).filter((name) => name.startsWith(`${group}_`))) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    // Some are half a megabyte: only the right one is parsed.
    if (!new RegExp(`^ *kind: ${kind}$`, 'm').test(text)) continue;
    const { spec } = parse(text);
    if (spec.names.kind !== kind) continue;
    return spec.versions.find(({ name }: { name: string }) => name === version)?.schema.openAPIV3Schema;
  }
  return undefined;
};

const validators = new Map<string, ValidateFunction>();
const validatorOf = (apiVersion: string, kind: string): ValidateFunction => {
  const key = `${apiVersion} ${kind}`;
  const known = validators.get(key);
  if (known) return known;
  const other = otherSchemas[key];
  const found = other ?? definition(apiVersion, kind);
  if (found === undefined) throw new Error(`there is no definition of ${key}`);
  const closed = (behind[key] ?? []).reduce((schema, [pointer]) => without(schema, pointer.split('/')), strict(found));
  const validate = ajv.compile(asObject(closed, kind));
  validators.set(key, validate);
  return validate;
};

/**
 * What is wrong with a document, one line each; empty: nothing. `as` is its apiVersion and kind where it does not say
 * them itself.
 */
export const crdProblems = (document: unknown, as?: { apiVersion: string; kind: string }): readonly string[] => {
  if (!isSchema(document)) return ['is no object'];
  const { apiVersion, kind } = as ?? document;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return ['says neither apiVersion nor kind'];
  const validate = validatorOf(apiVersion, kind);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${kind}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
};
