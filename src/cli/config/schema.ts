/** The JSON Schema of the configuration file, made from the table of options. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from './kinds.js';
import { optionKeys, optionOf } from './options.js';

export function configSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'redfish-emu configuration',
    description: 'The file that `redfish-emu serve --config` reads (YAML or JSON).',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      optionKeys.map((key) => {
        const { kind, help, default: initial, fallback } = optionOf(key);
        const description = fallback === undefined ? help : `${help} (default: ${fallback})`;
        return [key, { description, ...kind.schema, ...(initial === undefined ? {} : { default: initial }) }];
      }),
    ),
  };
}

let compiled: ValidateFunction | undefined;

/** Where the schema refuses a value of `key`: the index in its list, or nothing more than the key. Undefined: it does not. */
export function refusal(key: string, raw: unknown): { readonly item?: number } | undefined {
  compiled ??= new Ajv2020({ allErrors: true, strict: true }).compile(configSchema());
  const validate = compiled;
  if (validate({ [key]: raw })) return undefined;
  const items = (validate.errors ?? []).map(({ instancePath }) => instancePath.split('/')[2]);
  const item = items.find((step) => step !== undefined);
  return item === undefined ? {} : { item: Number(item) };
}
