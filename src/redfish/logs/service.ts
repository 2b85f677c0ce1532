/** The resources that a log consists of, wherever it is and whoever keeps it. */
import type { Machine } from '../../hypervisor/port.js';
import { action } from '../action.js';
import type { Properties } from '../annotations.js';
import type { Needs } from '../call.js';
import { dateTimeIn, zoneOf } from '../clock.js';
import type { Context } from '../context.js';
import { link } from '../link.js';
import { type Awaitable, defineResource, type Resource } from '../resource.js';
import { nothing } from '../schema.js';
import { healthy } from '../status.js';
import { logEntryType } from './entry.js';

/** Entries in one answer, where the client does not say how many it wants. */
export const logPage = 200;

/** The log of one machine, as it is now. */
export interface OpenLog {
  /** Properties of the entries, oldest first; each has an `Id`. */
  readonly entries: readonly Properties[];
  clear(): Promise<void>;
}

/** Systems and managers have logs. */
export type LogHolder = '/redfish/v1/Systems/{machine}' | '/redfish/v1/Managers/{machine}';

export interface LogPlace {
  readonly id: string;
  readonly name: string;
  /** `LogService.LogEntryType`. */
  readonly type: 'Event' | 'SEL' | 'OEM';
  readonly purpose: 'Operations' | 'Security' | 'Diagnostic';
  /** Entries that it holds at the most; the oldest make room. */
  readonly size: number;
  /** It outlasts this service. */
  readonly persistent: boolean;
  /** Asked where its entries are not wanted. Absent: every machine has it. */
  readonly isThere?: (machine: Machine, context: Context) => Awaitable<boolean>;
  /** Undefined: this machine has no such log. */
  readonly open: (machine: Machine, context: Context) => Awaitable<OpenLog | undefined>;
}

/** One log of the holder. */
export const logResources = (holder: LogHolder, write: Needs, place: LogPlace): readonly Resource[] => {
  const { id, name, type, purpose, size, persistent, isThere = () => true, open } = place;
  const service = `${holder}/LogServices/${id}` as const;
  const privileges = { write, create: write };
  return [
    defineResource({
      path: service,
      type: 'LogService.v1_9_0.LogService',
      privileges,
      find: async ({ machine }, { context }) => ((await isThere(machine, context)) ? machine : undefined),
      // The clock of the machine's manager is in it.
      revision: ({ revision }) => `${id} ${revision}`,
      read: ({ state }, { uri }) => ({
        Id: id,
        Name: name,
        Status: healthy,
        ServiceEnabled: true,
        DateTime: dateTimeIn(state, Date.now()),
        DateTimeLocalOffset: zoneOf(state),
        LogEntryType: type,
        LogPurposes: [purpose],
        MaxNumberOfRecords: size,
        OverWritePolicy: 'WrapsWhenFull',
        Persistency: persistent,
        Entries: link(`${uri}/Entries`),
      }),
      actions: {
        ClearLog: action({
          parameters: nothing,
          run: async (machine: Machine, _, { context }) => {
            await (await open(machine, context))?.clear();
            return undefined;
          },
        }),
      },
    }),
    // Its members stand in it as they are: the schema says so (`autoExpand`).
    defineResource({
      path: `${service}/Entries`,
      type: 'LogEntryCollection.LogEntryCollection',
      privileges,
      page: logPage,
      find: async ({ machine }, { context }) => (await open(machine, context))?.entries,
      read: (entries, { uri }) => ({
        Name: 'Log Entries',
        Members: entries.map((entry) => ({
          '@odata.id': `${uri}/${String(entry.Id)}`,
          '@odata.type': `#${logEntryType}`,
          ...entry,
        })),
        'Members@odata.count': entries.length,
      }),
    }),
    defineResource({
      path: `${service}/Entries/{entry}`,
      type: logEntryType,
      privileges,
      find: async ({ machine, entry }, { context }) =>
        (await open(machine, context))?.entries.find(({ Id }) => Id === entry),
      read: (entry) => entry,
    }),
  ];
};
