import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

/** DMTF's publications, where they lie beside this repository; they are not part of it. */
const folder = join(import.meta.dirname, '../../../shared/reference/dmtf');
export const dmtfPresent = existsSync(folder);
export const dmtfAbsence = `no DMTF schemas at ${folder}: responses are not validated against them`;
if (!dmtfPresent) console.warn(dmtfAbsence);

const base = 'http://redfish.dmtf.org/schemas/v1/';
/** Where SNIA publishes its schemas. Those that DMTF publishes too, volumes, refer to each other there. */
const swordfish = 'http://redfish.dmtf.org/schemas/swordfish/v1/';

const read = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8').replaceAll(swordfish, base));

/** The newest registry of this name: `Base`, `Redfish` (the privileges). */
export const registry = (name: string): unknown => {
  const file = readdirSync(join(folder, 'registries'))
    .filter((one) => one.startsWith(name))
    .sort()
    .at(-1);
  if (file === undefined) throw new Error(`no registry ${name} in ${folder}`);
  return read('registries', file);
};

const known = new Map<string, ValidateFunction>();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

type Schemas = ReadonlyMap<string, Record<string, unknown>>;

const readAll = (): Schemas =>
  new Map(
    readdirSync(join(folder, 'json-schema')).flatMap((name) => {
      const schema = read('json-schema', name);
      return isRecord(schema) ? [[base + name, schema] as const] : [];
    }),
  );

const idRef = { $ref: `${base}odata-v4.json#/definitions/idRef` };

/** A resource of its own may be linked to; only what is embedded is looked into. Its definition has a choice `idRef`. */
const isLinkable = (schemas: Schemas, file: string, pointer: string): boolean => {
  const name = pointer.replace('/definitions/', '');
  const { definitions } = schemas.get(file) ?? {};
  const definition = isRecord(definitions) ? definitions[name] : undefined;
  return isRecord(definition) && JSON.stringify(definition.anyOf ?? []).includes(idRef.$ref);
};

/** Without references to what is not here: older versions of a type, and types that can only be linked to. */
const selfContained = (schema: unknown, schemas: Schemas): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => selfContained(one, schemas));
  if (!isRecord(schema)) return schema;
  const isLink = ({ $ref }: Record<string, unknown>): boolean => {
    const [file = '', pointer = ''] = typeof $ref === 'string' ? $ref.split('#', 2) : [];
    return file !== '' && (!schemas.has(file) || isLinkable(schemas, file, pointer));
  };
  if (isLink(schema)) return idRef;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, selfContained(value, schemas)]));
};

/** Loads all schemas once: they refer to each other. */
const createValidators = () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const schemas = readAll();
  for (const [id, schema] of schemas) {
    const own = selfContained(schema, schemas);
    // Their meta-schema is an extension of draft 7; two files share one $id, and are referred to by file name.
    ajv.addSchema({ ...(isRecord(own) && own), $schema: 'http://json-schema.org/draft-07/schema#', $id: id });
  }
  return ajv;
};
let validators: Ajv | undefined;

const validatorOf = (type: string): ValidateFunction => {
  const file = `${type.slice(1, type.lastIndexOf('.'))}.json`;
  const before = known.get(file);
  if (before) return before;
  validators ??= createValidators();
  const made = validators.getSchema(base + file);
  if (made === undefined) throw new Error(`no DMTF schema ${file}`);
  known.set(file, made);
  return made;
};

/** A resource that stands where a reference would: a member by `autoExpand`, or what `$expand` asked for. */
const isResource = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && typeof value['@odata.type'] === 'string' && typeof value['@odata.id'] === 'string';

/** The value with references in the places of resources, which go into `found`. */
const referring = (value: unknown, found: unknown[]): unknown => {
  if (Array.isArray(value)) return value.map((one) => referring(one, found));
  if (isResource(value)) {
    found.push(value);
    return { '@odata.id': value['@odata.id'] };
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, referring(inner, found)]));
};

/** Resources within a resource, and that one as if it only referred to them. */
const apart = (body: Record<string, unknown>): { readonly whole: readonly unknown[]; readonly referring: unknown } => {
  const whole: unknown[] = [];
  const entries = Object.entries(body).map(([key, value]) => [key, referring(value, whole)]);
  return { whole, referring: Object.fromEntries(entries) };
};

/** What is wrong with a representation by the DMTF schema of its own `@odata.type`; empty: nothing. */
export const schemaProblems = (body: unknown): readonly string[] => {
  if (!dmtfPresent) return [];
  const type = isRecord(body) ? body['@odata.type'] : undefined;
  if (!isRecord(body) || typeof type !== 'string') return ['no @odata.type'];
  const { whole, referring: alone } = apart(body);
  const validate = validatorOf(type);
  const own = validate(alone) ? [] : (validate.errors ?? []);
  const texts = own.map(
    ({ instancePath, message, params }) => `${type}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  return [...texts, ...whole.flatMap(schemaProblems)];
};
