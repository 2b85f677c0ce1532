import { type Events, severities } from '../../bmc/events/types.js';
import { action } from '../action.js';
import { manager } from '../call.js';
import { filterProperties } from '../events/filter.js';
import { eventRegistries, eventResourceTypes, resourceEvent } from '../events/messages.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { eventServiceUri, eventStreamUri } from '../uris.js';

const severity = { type: 'string', enum: severities } as const;

const testEvent = {
  type: 'object',
  properties: {
    EventGroupId: { type: 'integer' },
    EventId: { type: 'string', maxLength: 256 },
    EventTimestamp: { type: 'string', format: 'date-time' },
    EventType: {
      type: 'string',
      enum: ['StatusChange', 'ResourceUpdated', 'ResourceAdded', 'ResourceRemoved', 'Alert', 'Other'],
    },
    Message: { type: 'string', maxLength: 4096 },
    MessageArgs: { type: 'array', items: { type: 'string' }, maxItems: 32 },
    MessageId: { type: 'string', pattern: '^[A-Za-z0-9]+\\.\\d+\\.\\d+\\.[A-Za-z0-9.]+$' },
    MessageSeverity: severity,
    OriginOfCondition: { type: 'string', pattern: '^/redfish/v1(/|$)' },
    Severity: severity,
  },
} as const satisfies ObjectSchema;

export const eventService = defineResource({
  path: eventServiceUri,
  type: 'EventService.v1_12_0.EventService',
  privileges: { write: manager },
  find: (_, { context }) => context.bmc.events,
  read: ({ delivery }, { context: { hypervisor } }) => ({
    Id: 'EventService',
    Name: 'Event Service',
    Status: healthy,
    ServiceEnabled: true,
    DeliveryRetryAttempts: delivery.attempts,
    DeliveryRetryIntervalSeconds: delivery.interval,
    EventFormatTypes: hypervisor.metrics ? ['Event', 'MetricReport'] : ['Event'],
    RegistryPrefixes: Object.keys(eventRegistries),
    ResourceTypes: eventResourceTypes,
    OriginResourcesSupported: true,
    SubordinateResourcesSupported: true,
    IncludeOriginOfConditionSupported: false,
    ExcludeMessageId: true,
    ExcludeRegistryPrefix: true,
    Severities: severities,
    ServerSentEventUri: eventStreamUri,
    SSEFilterPropertiesSupported: Object.fromEntries(filterProperties.map((name) => [name, true])),
    Subscriptions: link(`${eventServiceUri}/Subscriptions`),
  }),
  patch: {
    properties: {
      type: 'object',
      properties: {
        DeliveryRetryAttempts: { type: 'integer', minimum: 0, maximum: 100 },
        DeliveryRetryIntervalSeconds: { type: 'integer', minimum: 1, maximum: 3600 },
      },
    },
    apply: async (events, { DeliveryRetryAttempts, DeliveryRetryIntervalSeconds }) => {
      const { attempts, interval } = events.delivery;
      await events.setDelivery({
        attempts: DeliveryRetryAttempts ?? attempts,
        interval: DeliveryRetryIntervalSeconds ?? interval,
      });
      return undefined;
    },
  },
  actions: {
    SubmitTestEvent: action({
      parameters: testEvent,
      run: async (events: Events, given, { principal }) => {
        const { EventGroupId, EventId, EventTimestamp, EventType, Message, MessageArgs, MessageId } = given;
        const told = given.MessageSeverity ?? given.Severity;
        events.publish({
          ...resourceEvent('TestMessage', [], { accountId: principal.account.id }),
          ...(EventType !== undefined && { type: EventType }),
          ...(MessageId !== undefined && { messageId: MessageId }),
          ...(Message !== undefined && { message: Message }),
          ...(MessageArgs !== undefined && { args: MessageArgs }),
          ...(told !== undefined && { severity: told }),
          ...(given.OriginOfCondition !== undefined && { origin: given.OriginOfCondition }),
          facts: {
            ...(EventGroupId !== undefined && { EventGroupId }),
            ...(EventId !== undefined && { EventId }),
            ...(EventTimestamp !== undefined && { EventTimestamp }),
          },
        });
        return undefined;
      },
    }),
  },
});
