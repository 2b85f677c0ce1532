import { describe, expect, it } from 'vitest';
import { RedfishError } from '../errors.js';
import { parseEventFilter } from './filter.js';
import { resourceEvent } from './messages.js';

const about = { origin: "/redfish/v1/Systems/o'h", resourceType: 'ComputerSystem' };
const event = { ...resourceEvent('ResourceChanged', [], about), id: 1, time: new Date(0) };

describe('$filter of a stream', () => {
  it.each([
    ["RegistryPrefix eq 'ResourceEvent'", true],
    ["RegistryPrefix eq 'TaskEvent'", false],
    ["not RegistryPrefix eq 'TaskEvent'", true],
    ["not (RegistryPrefix eq 'TaskEvent' or ResourceType eq 'ComputerSystem')", false],
    ["RegistryPrefix eq 'TaskEvent' and ResourceType eq 'x' or ResourceType eq 'ComputerSystem'", true],
    ["RegistryPrefix eq 'TaskEvent' and (ResourceType eq 'x' or ResourceType eq 'ComputerSystem')", false],
    ["MessageId eq 'ResourceEvent.1.0.ResourceChanged'", true],
    ["EventFormatType eq 'MetricReport'", false],
    [" ( OriginResource eq '/redfish/v1/Systems/o''h' ) ", true],
    ["OriginResource eq '/redfish/v1/Systems'", false],
    ["OriginResource eq '/redfish/v1/Systems' and SubordinateResources eq true", true],
    ["SubordinateResources eq false and OriginResource eq '/redfish/v1/Systems'", false],
  ])('%s: %s', (text, expected) => expect(parseEventFilter(text)(event)).toBe(expected));

  it.each([
    '',
    'RegistryPrefix',
    'RegistryPrefix eq',
    'RegistryPrefix eq ResourceEvent',
    "RegistryPrefix ne 'x'",
    "Severity eq 'OK'",
    "(RegistryPrefix eq 'x'",
    "RegistryPrefix eq 'x')",
    "RegistryPrefix eq 'x' and",
    "RegistryPrefix eq 'x' RegistryPrefix eq 'y'",
    "RegistryPrefix eq 'x",
    'SubordinateResources eq 1',
    "constructor eq 'x'",
    '('.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(() => parseEventFilter(text)).toThrow(RedfishError);
  });
});
