/** Which logs systems and managers have. */
import { logLimits } from '../../bmc/logs/limits.js';
import type { LogName } from '../../bmc/logs/types.js';
import { components, manager, type Needs } from '../call.js';
import { defineCollection } from '../collection.js';
import { consoleLog } from '../logs/console.js';
import { readLogEntry } from '../logs/entry.js';
import { type LogHolder, type LogPlace, logResources as logResourcesOf } from '../logs/service.js';
import type { Resource } from '../resource.js';

/** A log that the service keeps itself. */
const kept = (name: LogName): Pick<LogPlace, 'size' | 'persistent' | 'open'> => ({
  size: logLimits.perSystem,
  persistent: true,
  open: ({ id }, { bmc: { logs } }) => ({
    entries: logs[name].list(id).map(readLogEntry),
    clear: () => logs[name].clear(id),
  }),
});

const ofSystems: readonly LogPlace[] = [
  { id: 'EventLog', name: 'Power, boot, media and faults', type: 'Event', purpose: 'Operations', ...kept('events') },
  { id: 'SEL', name: 'System Event Log', type: 'SEL', purpose: 'Operations', ...kept('sel') },
  consoleLog,
];
const ofManagers: readonly LogPlace[] = [
  { id: 'AuditLog', name: 'Who asked for what', type: 'Event', purpose: 'Security', ...kept('audit') },
];

const resourcesOf = (holder: LogHolder, write: Needs, places: readonly LogPlace[]): readonly Resource[] => [
  defineCollection({
    path: `${holder}/LogServices`,
    of: 'LogService',
    name: 'Log Services',
    privileges: { write, create: write },
    members: async ({ machine }, { context }) => {
      const there = await Promise.all(places.map(({ isThere = () => true }) => isThere(machine, context)));
      return places.filter((_, at) => there[at]).map(({ id }) => id);
    },
  }),
  ...places.flatMap((place) => logResourcesOf(holder, write, place)),
];

export const logResources: readonly Resource[] = [
  ...resourcesOf('/redfish/v1/Systems/{machine}', components, ofSystems),
  ...resourcesOf('/redfish/v1/Managers/{machine}', manager, ofManagers),
];
