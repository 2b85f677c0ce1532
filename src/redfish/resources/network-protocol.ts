import { changeArray } from '../array-change.js';
import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';

const writable = {
  type: 'object',
  properties: {
    NTP: {
      type: 'object',
      properties: {
        NTPServers: {
          type: 'array',
          maxItems: 16,
          items: { type: ['string', 'object', 'null'], minLength: 1, maxLength: 255, maxProperties: 0 },
        },
      },
    },
  },
} as const satisfies ObjectSchema;

/** How the service is reached. One port answers both protocols. */
export const networkProtocol = defineResource({
  path: '/redfish/v1/Managers/{machine}/NetworkProtocol',
  type: 'ManagerNetworkProtocol.v1_12_0.ManagerNetworkProtocol',
  privileges: { write: manager },
  find: ({ machine }, { context: { host } }) => host && { machine, host },
  read: ({ machine, host }, { uri }) => ({
    Id: 'NetworkProtocol',
    Name: 'Network Protocol',
    Status: healthy,
    HostName: host.name,
    HTTP: { ProtocolEnabled: host.plain, Port: host.port() },
    HTTPS: { ProtocolEnabled: true, Port: host.port(), Certificates: link(`${uri}/HTTPS/Certificates`) },
    // Kept for who configures them; the clock is the host's.
    NTP: { ProtocolEnabled: false, NTPServers: machine.state.ntpServers ?? [] },
    SSDP: { ProtocolEnabled: false },
  }),
  patch: {
    properties: writable,
    apply: async ({ machine }, { NTP }, { context }) => {
      const sent = NTP?.NTPServers;
      if (sent)
        await context.hypervisor.setState(machine.id, ({ ntpServers = [] }) => ({
          ntpServers: changeArray(ntpServers, sent),
        }));
      return undefined;
    },
  },
});
