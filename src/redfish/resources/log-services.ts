/** The logs of one machine: where they are, and the resources that they consist of. */
import type { LogName } from '../../bmc/logs/types.js';
import type { Machine } from '../../hypervisor/port.js';
import { action } from '../action.js';
import { components, manager, type Needs } from '../call.js';
import { defineCollection } from '../collection.js';
import { logEntryType, readLogEntry } from '../events/log-entry.js';
import { link } from '../link.js';
import { defineResource, type Resource } from '../resource.js';
import { nothing } from '../schema.js';
import { healthy } from '../status.js';

interface LogPlace {
  /** Of the resource that holds the collection of log services. */
  readonly holder: '/redfish/v1/Systems/{machine}' | '/redfish/v1/Managers/{machine}';
  readonly id: string;
  readonly name: string;
  readonly log: LogName;
  readonly purpose: 'Operations' | 'Security';
  readonly write: Needs;
}

const places: readonly LogPlace[] = [
  {
    holder: '/redfish/v1/Systems/{machine}',
    id: 'EventLog',
    name: 'Power, boot and media',
    log: 'events',
    purpose: 'Operations',
    write: components,
  },
  {
    holder: '/redfish/v1/Managers/{machine}',
    id: 'AuditLog',
    name: 'Who asked for what',
    log: 'audit',
    purpose: 'Security',
    write: manager,
  },
];

const resourcesOf = ({ holder, id, name, log, purpose, write }: LogPlace): readonly Resource[] => {
  const privileges = { write, create: write };
  const services = `${holder}/LogServices` as const;
  const service = `${services}/${id}` as const;
  return [
    defineCollection({ path: services, of: 'LogService', name: 'Log Services', privileges, members: () => [id] }),
    defineResource({
      path: service,
      type: 'LogService.v1_9_0.LogService',
      privileges,
      find: ({ machine }) => machine,
      read: (_, { context, uri }) => ({
        Id: id,
        Name: name,
        Status: healthy,
        ServiceEnabled: true,
        LogEntryType: 'Event',
        LogPurposes: [purpose],
        MaxNumberOfRecords: context.bmc.logs[log].size,
        OverWritePolicy: 'WrapsWhenFull',
        Persistency: true,
        Entries: link(`${uri}/Entries`),
      }),
      actions: {
        ClearLog: action({
          parameters: nothing,
          run: async ({ id: systemId }: Machine, _, { context }) => {
            await context.bmc.logs[log].clear(systemId);
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
      find: ({ machine }, { context }) => context.bmc.logs[log].list(machine.id),
      read: (records, { uri }) => ({
        Name: 'Log Entries',
        Members: records.map((record) => ({
          '@odata.id': `${uri}/${record.id}`,
          '@odata.type': `#${logEntryType}`,
          ...readLogEntry(record),
        })),
        'Members@odata.count': records.length,
      }),
    }),
    defineResource({
      path: `${service}/Entries/{entry}`,
      type: logEntryType,
      privileges,
      find: ({ machine, entry }, { context }) => context.bmc.logs[log].get(machine.id, entry),
      read: readLogEntry,
    }),
  ];
};

export const logResources: readonly Resource[] = places.flatMap(resourcesOf);
