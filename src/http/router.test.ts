import { describe, expect, it } from 'vitest';
import { action } from '../redfish/action.js';
import { defineResource } from '../redfish/resource.js';
import { nothing } from '../redfish/schema.js';
import { createRouter } from './router.js';

const thing = (path: string | readonly string[]) =>
  defineResource({
    path,
    type: 'Thing.v1_0_0.Thing',
    find: () => ({}),
    read: () => ({}),
    actions: { Shake: action({ parameters: nothing, run: async () => undefined }) },
  });

describe('the router', () => {
  const router = createRouter([
    thing(['/a/{machine}', '/b/{machine}']),
    thing('/a/{machine}/things/{thing}'),
    thing('/a/fixed'),
  ]);

  it.each([
    ['/a/1', '/a/{machine}', { machine: '1' }],
    ['/b/1/', '/b/{machine}', { machine: '1' }],
    ['/a/fixed', '/a/fixed', {}],
    ['/a/1/things/52:54:00', '/a/{machine}/things/{thing}', { machine: '1', thing: '52:54:00' }],
    ['/%61/my%20vm', '/a/{machine}', { machine: 'my vm' }],
    ['/a/%ff', '/a/{machine}', { machine: '%ff' }],
    ['/a/1/Actions/Thing.Shake', '/a/{machine}/Actions/Thing.Shake', { machine: '1' }],
  ])('%s is %s', (path, template, variables) => {
    expect(router.match(path)).toMatchObject({ route: { template }, variables });
  });

  it.each([
    '/',
    '/a',
    '/a/1/things',
    '/a/1/Actions',
    '/a/1/Actions/Thing.Fly',
    '/a/1/things/2/3',
    '/A/1',
    '/__proto__',
  ])('%s is nothing', (path) => {
    expect(router.match(path)).toBeUndefined();
  });

  it('knows an action from its resource', () => {
    expect(router.match('/a/1/Actions/Thing.Shake')?.route).toMatchObject({
      action: 'Shake',
      base: '/a/{machine}',
      allow: 'POST',
    });
  });

  it('refuses what contradicts itself', () => {
    expect(() => createRouter([thing('/a'), thing('/a/')])).toThrow('two resources');
    expect(() => createRouter([thing('/a/{one}'), thing('/a/{two}/b')])).toThrow('two names');
  });
});
