import { describe, expect, it } from 'vitest';
import { mayHear, passes } from './match.js';
import type { Event, Filter, ReportNotice } from './types.js';

const event: Event = {
  id: 1,
  time: new Date(0),
  messageId: 'ResourceEvent.1.4.ResourcePoweredOn',
  message: 'on',
  args: [],
  severity: 'OK',
  resolution: 'None.',
  type: 'StatusChange',
  origin: '/redfish/v1/Systems/a/VirtualMedia/Cd',
  resourceType: 'VirtualMedia',
  systemId: 'a',
};

const report: ReportNotice = {
  id: 2,
  time: new Date(0),
  report: {
    id: 'Storage',
    name: 'Storage Metrics',
    uri: '/redfish/v1/TelemetryService/MetricReports/Storage',
    definitionUri: '/redfish/v1/TelemetryService/MetricReportDefinitions/Storage',
    time: new Date(0),
    values: [{ metricId: 'X', value: '1', time: new Date(0), property: '/x', systemId: 'a' }],
  },
};

describe('a subscription to reports', () => {
  it('gets those that it names, or all, and no events; one to events gets no reports', () => {
    const { definitionUri } = report.report;
    expect(passes({}, report)).toBe(false);
    expect(passes({ format: 'MetricReport' }, event)).toBe(false);
    expect(passes({ format: 'MetricReport', reportDefinitions: [] }, report)).toBe(true);
    expect(passes({ format: 'MetricReport', reportDefinitions: [`${definitionUri}/`] }, report)).toBe(true);
    expect(passes({ format: 'MetricReport', reportDefinitions: ['/other'] }, report)).toBe(false);
  });

  it('of an account of a few systems gets a report that has figures of them', () => {
    expect(mayHear({ accountId: '1', systems: ['b', 'a'] }, report)).toBe(true);
    expect(mayHear({ accountId: '1', systems: ['b'] }, report)).toBe(false);
  });
});

describe('a filter', () => {
  const cases: readonly (readonly [Filter, boolean])[] = [
    [{}, true],
    [{ registryPrefixes: [] }, true],
    [{ registryPrefixes: ['ResourceEvent'] }, true],
    [{ registryPrefixes: ['TaskEvent'] }, false],
    [{ registryPrefixes: ['Resource'] }, false],
    [{ messageIds: ['ResourceEvent.1.0.2.ResourcePoweredOn'] }, true],
    [{ messageIds: ['ResourceEvent.ResourcePoweredOn'] }, true],
    [{ messageIds: ['ResourceEvent.1.4.ResourcePoweredOff'] }, false],
    [{ eventTypes: ['Alert'] }, false],
    [{ severities: ['OK', 'Critical'] }, true],
    [{ severities: ['Warning'] }, false],
    [{ excludedPrefixes: ['TaskEvent'], excludedMessageIds: ['ResourceEvent.ResourcePoweredOff'] }, true],
    [{ excludedPrefixes: ['ResourceEvent'] }, false],
    [{ excludedMessageIds: ['ResourceEvent.1.0.ResourcePoweredOn'] }, false],
    [{ messageIds: ['ResourceEvent.ResourcePoweredOn'], excludedPrefixes: ['ResourceEvent'] }, false],
    [{ resourceTypes: ['VirtualMedia', 'Task'] }, true],
    [{ resourceTypes: ['ComputerSystem'] }, false],
    [{ originResources: ['/redfish/v1/Systems/a/VirtualMedia/Cd/'] }, true],
    [{ originResources: ['/redfish/v1/Systems/a'] }, false],
    [{ originResources: ['/redfish/v1/Systems/a'], subordinateResources: true }, true],
    [{ originResources: ['/redfish/v1/Systems/aa'], subordinateResources: true }, false],
    [{ originResources: ['/redfish/v1/Systems/a/V'], subordinateResources: true }, false],
    [{ registryPrefixes: ['ResourceEvent'], resourceTypes: ['Task'] }, false],
  ];
  it.each(cases)('%j: %s', (filter, expected) => expect(passes(filter, event)).toBe(expected));
});

describe('who hears', () => {
  it('everybody of all systems, and others of theirs and of what is their own', () => {
    const { systemId: _, ...about } = event;
    expect(mayHear({ accountId: 'x' }, about)).toBe(true);
    expect(mayHear({ accountId: 'x', systems: ['b'] }, event)).toBe(false);
    expect(mayHear({ accountId: 'x', systems: ['a'] }, event)).toBe(true);
    expect(mayHear({ accountId: 'x', systems: ['a'] }, about)).toBe(false);
    expect(mayHear({ accountId: 'x', systems: [] }, { ...about, accountId: 'x' })).toBe(true);
    expect(mayHear({ accountId: 'x', systems: [] }, { ...about, accountId: 'y' })).toBe(false);
  });
});
