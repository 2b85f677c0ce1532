/** What the JSON Schema of a lab refuses, in words for the person who wrote it. */
import type { ErrorObject } from 'ajv';
import { nearest } from '../../src/suggest.js';
import { type Place, type Problem, problem } from './problem.js';
import { validate as generated } from './validate.generated.js';

const validate: { (value: unknown): boolean; errors?: readonly ErrorObject[] | null } = generated;

const placeOf = (pointer: string): Place =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const meant = (word: string, candidates: readonly string[]): string => {
  const near = nearest(word, candidates);
  return near === undefined ? `It may be ${candidates.join(', ')}` : `Did you mean ${near}?`;
};

/** Values may be of any length: their beginning is enough to know them by. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return typeof value === 'string' && cut === text ? `'${value}'` : cut;
};

const types: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  array: 'a list',
  string: 'text',
  'string,number': 'an address',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** Undefined: another error says it better. */
const inWords = (error: ErrorObject): Problem | undefined => {
  const { keyword, instancePath, schemaPath, params, parentSchema, data, schema } = error;
  const at = placeOf(instancePath);
  const help: unknown = parentSchema?.description;
  const hint = typeof help === 'string' ? help : undefined;
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      return problem([...at, key], 'there is no such key', meant(key, Object.keys(parentSchema?.properties ?? {})));
    }
    case 'required':
      // Of `anyOf`: that one of them is needed is said once, below.
      return /\/anyOf\/\d+\/required$/.test(schemaPath)
        ? undefined
        : problem(at, `${String(params.missingProperty)} is missing`, whyNeeded[String(params.missingProperty)]);
    case 'anyOf':
      return problem(at, 'needs ipv4, ipv6, or both');
    case 'if':
      return undefined;
    case 'false schema':
      return problem(at, 'cannot be given here', whyNot[String(at.at(-1))]);
    case 'enum':
      return problem(at, `${shown(data)} is not among what it may be`, meant(String(data), schema as string[]));
    case 'const':
      return undefined;
    case 'type':
      return problem(
        at,
        `has to be ${types[String(params.type)] ?? String(params.type)}, not ${shown(data)}`,
        String(params.type).startsWith('string') ? hint : undefined,
      );
    case 'pattern':
      return problem(at, `${shown(data)} does not have the right form`, hint);
    case 'propertyNames':
      return problem(
        [...at, String(params.propertyName)],
        'is no name: lower-case letters, digits and -, a letter first and no - last, at most 31',
      );
    case 'minItems':
    case 'minProperties':
      return problem(at, 'is empty');
    case 'maxItems':
      return problem(at, `has more than ${String(params.limit)} entries`);
    case 'maxLength':
      return problem(at, `is longer than ${String(params.limit)} characters`);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
      return problem(
        at,
        `${shown(data)} is out of range: it has to be ${String(params.comparison)} ${String(params.limit)}`,
      );
    default:
      return problem(at, `is not right (${keyword})`);
  }
};

const whyNot: Readonly<Record<string, string>> = {
  uuid: 'With count there are several nodes: each gets one of its own',
  mac: 'With count there are several nodes: each gets one of its own',
  vlan: 'A VLAN tag needs mode: bridge',
};

const whyNeeded: Readonly<Record<string, string>> = {
  bridge: 'With mode: bridge it is the name of a bridge that this host has',
};

/** Fills in defaults where nothing is wrong. */
export const schemaProblems = (value: unknown): readonly Problem[] => {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // The pattern of a name is an error of its own, at the map that holds it.
  const said = errors.filter((error) => !('propertyName' in error && error.keyword === 'pattern'));
  return said.flatMap((error) => inWords(error) ?? []);
};
