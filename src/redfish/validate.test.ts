import { describe, expect, it } from 'vitest';
import { RedfishError } from './errors.js';
import type { ObjectSchema } from './schema.js';
import { resources } from './table.js';
import { compile } from './validate.js';

const schema = {
  type: 'object',
  properties: {
    Name: { type: ['string', 'null'], maxLength: 5 },
    Size: { type: 'integer', minimum: 1, maximum: 9 },
    Kind: { type: 'string', enum: ['A', 'B', 'C'] },
    Deep: {
      type: 'object',
      properties: { Kind: { type: 'string', enum: ['X', 'Y'] }, List: { type: 'array', items: { type: 'string' } } },
    },
  },
  required: ['Kind'],
} as const satisfies ObjectSchema;
const check = compile(schema);

const problemsOf = (body: Record<string, unknown>, about = {}): string[] => {
  try {
    check(body, about);
    return [];
  } catch (error) {
    if (!(error instanceof RedfishError)) throw error;
    return error.messages.map(({ key, args }) => `${key} ${args.join(' ')}`).sort();
  }
};

describe('a compiled schema', () => {
  it('returns what fits, without annotations', () => {
    const body = { Kind: 'A', Name: null, '@odata.id': '/x', Deep: { List: ['a'], 'List@odata.count': 1 } };
    const value: { readonly Kind: 'A' | 'B' | 'C'; readonly Size?: number } = check(body);
    expect(value).toEqual({ Kind: 'A', Name: null, Deep: { List: ['a'] } });
  });

  it.each([
    [{}, ['PropertyMissing Kind']],
    [{ Kind: 'D' }, ['PropertyValueNotInList D Kind']],
    [{ Kind: 7 }, ['PropertyValueTypeError 7 Kind']],
    [{ Kind: null }, ['PropertyValueTypeError null Kind']],
    [{ Kind: 'A', Size: 0 }, ['PropertyValueOutOfRange 0 Size']],
    [{ Kind: 'A', Name: 'too long' }, ['PropertyValueFormatError too long Name']],
    [{ Kind: 'A', Deep: { Nope: 1, Kind: 'Z' } }, ['PropertyUnknown Deep/Nope', 'PropertyValueNotInList Z Deep/Kind']],
    [{ Kind: 'A', Deep: { List: ['a', 2] } }, ['PropertyValueTypeError 2 Deep/List/1']],
    [{ Kind: 'A', '@Redfish.OperationApplyTime': 'OnReset' }, ['PropertyUnknown @Redfish.OperationApplyTime']],
  ])('names what is wrong with %j', (body, problems) => expect(problemsOf(body)).toEqual(problems));

  it('tells read-only from unknown by what is there', () => {
    const present = { Id: '1', Deep: { Fixed: 1 } };
    expect(problemsOf({ Kind: 'A', Id: '2', Deep: { Fixed: 2, Other: 1 } }, { present })).toEqual([
      'PropertyNotWritable Deep/Fixed',
      'PropertyNotWritable Id',
      'PropertyUnknown Deep/Other',
    ]);
  });

  it('takes only what is allowable now', () => {
    const allowable = () => ({ Kind: ['A'], 'Deep/Kind': ['X'] });
    expect(problemsOf({ Kind: 'B', Deep: { Kind: 'Y' } }, { allowable })).toEqual([
      'PropertyValueNotInList B Kind',
      'PropertyValueNotInList Y Deep/Kind',
    ]);
    expect(problemsOf({ Kind: 'A', Deep: { Kind: 'X' } }, { allowable })).toEqual([]);
  });

  it('speaks of parameters where it is an action', () => {
    expect(problemsOf({ Kind: 'D', More: 1 }, { action: 'Thing.Do' })).toEqual([
      'ActionParameterUnknown Thing.Do More',
      'ActionParameterValueNotInList D Kind Thing.Do',
    ]);
  });
});

describe('every body that a resource takes', () => {
  const bodies = resources.flatMap(({ paths, bodies, actions }) =>
    Object.entries({ ...bodies, ...actions }).flatMap(([what, schema]): [string, ObjectSchema][] =>
      schema ? [[`${paths[0]} ${what}`, schema]] : [],
    ),
  );

  it.each(bodies)('has a schema that can be checked: %s', (_, schema) => {
    let thrown: unknown;
    try {
      compile(schema)({});
    } catch (error) {
      thrown = error;
    }
    // What it requires may be missing.
    expect([undefined, RedfishError]).toContain(thrown && Object(thrown).constructor);
  });
});
