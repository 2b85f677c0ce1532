/**
 * The messages of the ResourceEvent and TaskEvent registries (DSP8013) that this service raises. Keys, severities and
 * the order of the arguments are the registries'; the wording is our own.
 */
import type { NewEvent } from '../../bmc/events/types.js';

type Entry = Pick<NewEvent, 'severity' | 'type'> & { readonly text: string; readonly resolution?: string };

const nothingToDo = 'Nothing has to be done.';

export const eventRegistries = { ResourceEvent: 'ResourceEvent.1.4', TaskEvent: 'TaskEvent.1.0' } as const;
export type EventRegistry = keyof typeof eventRegistries;

export const eventMessages = {
  ResourceEvent: {
    ResourceCreated: { severity: 'OK', type: 'ResourceAdded', text: 'There is a new resource.' },
    ResourceRemoved: { severity: 'OK', type: 'ResourceRemoved', text: 'The resource is gone.' },
    ResourceChanged: { severity: 'OK', type: 'ResourceUpdated', text: 'Properties of the resource changed.' },
    ResourceStateChanged: { severity: 'OK', type: 'StatusChange', text: "The state of '%1' is now %2." },
    ResourceStatusChangedOK: { severity: 'OK', type: 'StatusChange', text: "The health of '%1' is now %2." },
    ResourceStatusChangedCritical: {
      severity: 'Critical',
      type: 'Alert',
      text: "The health of '%1' is now %2.",
      resolution: 'See what is on its console, and reset it.',
    },
    ResourceErrorsDetected: {
      severity: 'Warning',
      type: 'Alert',
      text: "Errors of the kind '%2' were found in %1.",
      resolution: 'See to what the message names.',
    },
    ResourcePoweredOn: { severity: 'OK', type: 'StatusChange', text: "'%1' is powered on." },
    ResourcePoweringOn: { severity: 'OK', type: 'StatusChange', text: "'%1' is about to be powered on." },
    ResourcePoweredOff: { severity: 'OK', type: 'StatusChange', text: "'%1' is powered off." },
    ResourcePoweringOff: { severity: 'OK', type: 'StatusChange', text: "'%1' is about to be powered off." },
    ResourcePaused: { severity: 'OK', type: 'StatusChange', text: "'%1' is paused." },
    TestMessage: { severity: 'OK', type: 'Other', text: 'This is a test.' },
  },
  TaskEvent: {
    TaskStarted: { severity: 'OK', type: 'StatusChange', text: "The task '%1' began." },
    TaskProgressChanged: { severity: 'OK', type: 'StatusChange', text: "The task '%1' is %2 percent complete." },
    TaskCompletedOK: { severity: 'OK', type: 'StatusChange', text: "The task '%1' succeeded." },
    TaskAborted: { severity: 'Critical', type: 'Alert', text: "The task '%1' failed." },
    TaskCancelled: { severity: 'Warning', type: 'StatusChange', text: "The task '%1' was cancelled." },
  },
} as const satisfies Record<EventRegistry, Record<string, Entry>>;

export type ResourceEventKey = keyof (typeof eventMessages)['ResourceEvent'];
export type TaskEventKey = keyof (typeof eventMessages)['TaskEvent'];

type About = Pick<NewEvent, 'origin' | 'resourceType' | 'systemId' | 'accountId'>;

/** `detail`: a sentence behind the text, which says what the registry has no place for. */
const worded = (
  messageId: string,
  { text, severity, type, resolution = nothingToDo }: Entry,
  args: readonly string[],
  about: About,
  detail?: string,
): NewEvent => {
  const words = text.replace(/%(\d)/g, (_, place: string) => args[Number(place) - 1] ?? '');
  const message = detail === undefined ? words : `${words} ${detail}`;
  return { ...about, messageId, message, args, severity, type, resolution };
};

export const resourceEvent = (
  key: ResourceEventKey,
  args: readonly string[],
  about: About,
  detail?: string,
): NewEvent => worded(`${eventRegistries.ResourceEvent}.${key}`, eventMessages.ResourceEvent[key], args, about, detail);

export const taskEvent = (key: TaskEventKey, args: readonly string[], about: About): NewEvent =>
  worded(`${eventRegistries.TaskEvent}.${key}`, eventMessages.TaskEvent[key], args, about);

/** `ResourceEvent.ResourceChanged`, without versions: what a filter may name. */
export const knownMessageIds: ReadonlySet<string> = new Set(
  Object.entries(eventMessages).flatMap(([registry, messages]) =>
    Object.keys(messages).map((key) => `${registry}.${key}`),
  ),
);

/** Types of the resources that events are about. */
export const eventResourceTypes = ['ComputerSystem', 'Drive', 'EventDestination', 'Task', 'VirtualMedia'] as const;
