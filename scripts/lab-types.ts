/** The TypeScript types of a lab's document, made from its JSON Schema. */
import { compile } from 'json-schema-to-typescript';

const conditions = new Set(['if', 'then', 'else', 'anyOf']);

/** What depends on other members is checked when a document is read; as a type it would only hide the members. */
const withoutConditions = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withoutConditions);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => !conditions.has(key));
  const plain = Object.fromEntries(kept.map(([key, value]) => [key, withoutConditions(value)]));
  // Short addresses look like numbers to YAML and to editors; a document that is read has the text.
  return isTextOrNumber(plain.type) ? { ...plain, type: 'string' } : plain;
};

const isTextOrNumber = (type: unknown): boolean => Array.isArray(type) && type.join() === 'string,number';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Defaults are filled in when a document is read: what has one is there. */
const withDefaults = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withDefaults);
  if (!isObject(schema)) return schema;
  const { properties, required = [] } = schema;
  const filled = isObject(properties)
    ? Object.entries(properties).flatMap(([name, value]) => (isObject(value) && 'default' in value ? [name] : []))
    : [];
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withDefaults(value)]));
  if (filled.length === 0 || !Array.isArray(required)) return inner;
  return { ...inner, required: [...new Set([...required, ...filled])] };
};

export async function labTypes(schema: string): Promise<string> {
  const plain = withDefaults(withoutConditions(JSON.parse(schema))) as Parameters<typeof compile>[0];
  return compile(plain, 'LabDocument', {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    bannerComment:
      '/** A lab as it was written, with defaults: made from schemas/lab.schema.json. `npm run generate` */',
    style: { singleQuote: true, printWidth: 120 },
  });
}
