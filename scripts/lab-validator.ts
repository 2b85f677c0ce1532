/** The check of a lab's document as code, made from its JSON Schema. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

/** To compile the schema takes longer than all else that is done with a document, so that is done here. */
export const labValidator = (schema: string): string => {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    verbose: true,
    code: { source: true, esm: true, lines: true },
  });
  return [
    '// The check of a lab as it was written: made from schemas/lab.schema.json. `npm run generate`',
    '// @ts-nocheck',
    "import { createRequire } from 'node:module';",
    // Ajv's code calls for its parts by `require`, in a module as well.
    'const require = createRequire(import.meta.url);',
    standalone.default(ajv, ajv.compile(JSON.parse(schema))),
    '',
  ].join('\n');
};
