import { discoveryScopes, type Principal } from '../../bmc/types.js';
import { changeArray } from '../array-change.js';
import { manager } from '../call.js';
import type { Discovery, Host } from '../context.js';
import { RedfishError, redfishError } from '../errors.js';
import { link } from '../link.js';
import { unknown, wrongValue } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema, Value } from '../schema.js';
import { healthy } from '../status.js';

const writable = {
  type: 'object',
  properties: {
    SSDP: {
      type: 'object',
      properties: {
        ProtocolEnabled: { type: 'boolean' },
        NotifyMulticastIntervalSeconds: { type: 'integer', minimum: 0, maximum: 86_400 },
        NotifyTTL: { type: 'integer', minimum: 1, maximum: 255 },
        NotifyIPv6Scope: { type: 'string', enum: discoveryScopes },
      },
    },
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

type Ssdp = NonNullable<Value<typeof writable>['SSDP']>;

const readSsdp = ({ port, settings }: Discovery) => {
  const { enabled, interval, ttl, scope } = settings();
  return {
    ProtocolEnabled: enabled,
    Port: port,
    NotifyMulticastIntervalSeconds: interval,
    NotifyTTL: ttl,
    NotifyIPv6Scope: scope,
  };
};

/** The service is announced as a whole, whichever of its managers was asked: nobody of a few systems decides that. */
const changeSsdp = async ({ discovery }: Host, sent: Ssdp, { account }: Principal): Promise<void> => {
  if (discovery === undefined) throw new RedfishError([unknown({ property: 'SSDP' })]);
  if (account.systems !== undefined) throw redfishError('InsufficientPrivilege', []);
  const before = discovery.settings();
  const refusal = await discovery.change({
    enabled: sent.ProtocolEnabled ?? before.enabled,
    interval: sent.NotifyMulticastIntervalSeconds ?? before.interval,
    ttl: sent.NotifyTTL ?? before.ttl,
    scope: sent.NotifyIPv6Scope ?? before.scope,
  });
  if (refusal !== undefined) throw new RedfishError([wrongValue({ property: 'SSDP/ProtocolEnabled' }, refusal)]);
};

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
    ...(host.discovery && { SSDP: readSsdp(host.discovery) }),
  }),
  patch: {
    properties: writable,
    apply: async ({ machine, host }, { NTP, SSDP }, { context, principal }) => {
      if (SSDP) await changeSsdp(host, SSDP, principal);
      const sent = NTP?.NTPServers;
      if (sent)
        await context.hypervisor.setState(machine.id, ({ ntpServers = [] }) => ({
          ntpServers: changeArray(ntpServers, sent),
        }));
      return undefined;
    },
  },
});
