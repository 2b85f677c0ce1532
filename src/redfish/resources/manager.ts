import type { Machine } from '../../hypervisor/port.js';
import { action } from '../action.js';
import { manager as managers } from '../call.js';
import { dateTimeIn, offsetFrom, zoneOf } from '../clock.js';
import type { Host } from '../context.js';
import { link, links } from '../link.js';
import { resetToDefaults } from '../manager-defaults.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { chassisUri, systemUri } from '../uris.js';
import { cancelInserts } from '../virtual-media.js';

const writable = {
  type: 'object',
  properties: {
    DateTime: { type: 'string', format: 'date-time' },
    DateTimeLocalOffset: { type: 'string', pattern: '^[-+][0-1][0-9]:[0-5][0-9]$' },
  },
} as const satisfies ObjectSchema;

/** Users and network are the service's, and all managers' together: no manager of one machine could reset those. */
const defaultsParameters = {
  type: 'object',
  properties: { ResetType: { type: 'string', enum: ['PreserveNetworkAndUsers'] } },
  required: ['ResetType'],
} as const satisfies ObjectSchema;

const resetParameters = {
  type: 'object',
  properties: { ResetType: { type: 'string', enum: ['GracefulRestart', 'ForceRestart'] } },
} as const satisfies ObjectSchema;

const hasCards = async (host: Host | undefined): Promise<boolean> => ((await host?.interfaces()) ?? []).length > 0;

/** The BMC of one machine, with the machine's id. */
export const manager = defineResource({
  path: '/redfish/v1/Managers/{machine}',
  type: 'Manager.v1_24_0.Manager',
  privileges: { write: managers },
  find: ({ machine }) => machine,
  revision: (machine, { context }) => `${machine.revision} ${context.bmc.managerResets.last(machine.id).getTime()}`,
  read: async ({ id, name, state }, { context: { bmc, host, settings, version }, uri }) => ({
    Id: id,
    Name: `Manager of ${name}`,
    ManagerType: 'BMC',
    UUID: id,
    ServiceEntryPointUUID: bmc.uuid,
    Model: settings.product,
    FirmwareVersion: version,
    PowerState: 'On',
    Status: healthy,
    LastResetTime: dateTimeIn(state, bmc.managerResets.last(id).getTime()),
    DateTime: dateTimeIn(state, Date.now()),
    DateTimeLocalOffset: zoneOf(state),
    ...(host && {
      NetworkProtocol: link(`${uri}/NetworkProtocol`),
    }),
    // On a host that has loopback alone there is no card to speak of.
    ...((await hasCards(host)) && { EthernetInterfaces: link(`${uri}/EthernetInterfaces`) }),
    ...(settings.managerVirtualMedia && { VirtualMedia: link(`${uri}/VirtualMedia`) }),
    LogServices: link(`${uri}/LogServices`),
    Links: { ...links('ManagerForServers', [systemUri(id)]), ...links('ManagerForChassis', [chassisUri(id)]) },
  }),
  patch: {
    properties: writable,
    apply: async (machine, { DateTime, DateTimeLocalOffset }, { context }) => {
      await context.hypervisor.setState(machine.id, {
        ...(DateTime !== undefined && { clockOffset: offsetFrom(DateTime, Date.now()) }),
        ...(DateTimeLocalOffset !== undefined && { timeZone: DateTimeLocalOffset }),
      });
      return undefined;
    },
  },
  actions: {
    Reset: action({
      parameters: resetParameters,
      // A BMC that restarts forgets what it was doing; the machine does not notice.
      run: async (machine: Machine, _, { context }) => {
        cancelInserts(context, machine.id);
        context.bmc.managerResets.note(machine.id);
        return undefined;
      },
    }),
    ResetToDefaults: action({
      parameters: defaultsParameters,
      run: async (machine: Machine, _, { context }) => {
        await resetToDefaults(context, machine);
        return undefined;
      },
    }),
  },
});
