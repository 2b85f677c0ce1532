import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const schema: unknown = JSON.parse(readFileSync('schemas/lab.schema.json', 'utf8'));

/** Where a form is asked for that nobody tells. */
const untold = (value: unknown, path: string): readonly string[] => {
  if (typeof value !== 'object' || value === null || path.endsWith('/propertyNames')) return [];
  const own = 'pattern' in value && typeof value.pattern === 'string' && !('description' in value) ? [path] : [];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => untold(part, `${path}/${key}`))];
};

it('every form that the schema asks for is told to who misses it', () => {
  expect(untold(schema, '#')).toEqual([]);
});
