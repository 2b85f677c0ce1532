import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { action } from './action.js';
import type { ApplyTime } from './apply-time.js';
import type { Call } from './call.js';
import { defineCollection } from './collection.js';
import { RedfishError } from './errors.js';
import { defineResource, type Resource } from './resource.js';
import { actionInfosOf } from './resources/action-info.js';

const seen: [string, unknown, ApplyTime][] = [];
const parameters = { type: 'object', properties: { Hard: { type: 'boolean' } } } as const;
const thing = defineResource({
  path: '/things/1',
  type: 'Thing.v1_0_0.Thing',
  find: () => ({}),
  read: () => ({}),
  actions: {
    Shake: action({
      parameters,
      applyTimes: ['OnReset', 'Immediate'],
      run: async (_, body, __, applyTime) => void seen.push(['Shake', body, applyTime]),
    }),
    Drop: action({ parameters, run: async (_, body, __, applyTime) => void seen.push(['Drop', body, applyTime]) }),
  },
});
const things = defineCollection({
  path: '/things',
  of: 'Thing',
  name: 'Things',
  members: () => [],
  create: {
    properties: parameters,
    applyTimes: ['Immediate', 'OnReset'],
    run: async (_, body, __, applyTime) => {
      seen.push(['create', body, applyTime]);
      return { uri: '/things/1' };
    },
  },
});

let service: TestApp;
let call: Call;
beforeAll(async () => {
  service = await createTestApp();
  const { context } = service;
  call = {
    context,
    principal: context.bmc.accounts.anonymous,
    uri: '/',
    clientAddress: undefined,
    machines: async () => [],
  };
});
afterAll(() => service.close());

const found = async (resource: Resource) => (await resource.find({}, call)) ?? expect.fail('not found');
const annotation = '@Redfish.OperationApplyTime';
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof RedfishError ? error.messages.map(({ key, args }) => [key, ...args]) : error;
};

describe('@Redfish.OperationApplyTime', () => {
  it('is announced where there is a choice, and nowhere else', async () => {
    const support = (values: string[]) => ({
      '@Redfish.OperationApplyTimeSupport': {
        '@odata.type': '#Settings.v1_4_0.OperationApplyTimeSupport',
        SupportedValues: values,
      },
    });
    const { Actions } = await (await found(thing)).read();
    expect(Actions).toMatchObject({ '#Thing.Shake': support(['OnReset', 'Immediate']) });
    expect(Actions).not.toMatchObject({ '#Thing.Drop': support([]) });
    expect(await (await found(things)).read()).toMatchObject(support(['Immediate', 'OnReset']));
  });

  it('is no parameter of the action', async () => {
    const [shake] = actionInfosOf(thing);
    const { Parameters } = shake ? await (await found(shake)).read() : {};
    expect(Parameters).toEqual([{ Name: 'Hard', Required: false, DataType: 'Boolean' }]);
    expect(thing.actions.Shake?.properties).toHaveProperty([annotation]);
  });

  it('reaches what it is for, apart from the body; the first one holds by default', async () => {
    seen.length = 0;
    await (await found(thing)).act('Shake', { Hard: true, [annotation]: 'Immediate' });
    await (await found(thing)).act('Shake', {});
    await (await found(things)).create({ Hard: false, [annotation]: 'OnReset' });
    await (await found(things)).create({});
    expect(seen).toEqual([
      ['Shake', { Hard: true }, 'Immediate'],
      ['Shake', {}, 'OnReset'],
      ['create', { Hard: false }, 'OnReset'],
      ['create', {}, 'Immediate'],
    ]);
  });

  it('is refused where it is not offered, and nothing is done', async () => {
    seen.length = 0;
    const one = await found(thing);
    const name = 'Thing.Shake';
    expect(await refusal(one.act('Shake', { [annotation]: 'InMaintenanceWindowOnReset' }))).toEqual([
      ['ActionParameterValueNotInList', 'InMaintenanceWindowOnReset', annotation, name],
    ]);
    expect(await refusal(one.act('Shake', { [annotation]: 1 }))).toEqual([
      ['ActionParameterValueTypeError', '1', annotation, name],
    ]);
    expect(await refusal(one.act('Drop', { [annotation]: 'OnReset' }))).toEqual([
      ['ActionParameterUnknown', 'Thing.Drop', annotation],
    ]);
    expect(await refusal((await found(things)).create({ [annotation]: 'Never' }))).toEqual([
      ['PropertyValueNotInList', 'Never', annotation],
    ]);
    expect(seen).toEqual([]);
  });
});
