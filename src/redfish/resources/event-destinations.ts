import { withoutVersion } from '../../bmc/events/match.js';
import { type Filter, severities } from '../../bmc/events/types.js';
import type { Needs } from '../call.js';
import { defineCollection } from '../collection.js';
import { eventRegistries, eventResourceTypes, knownMessageIds } from '../events/messages.js';
import { maySeeSubscription, subscriberOf } from '../events/subscriber.js';
import { announceSubscription, changeable, changeOf } from '../events/subscriptions.js';
import { conflicting, notInList, throwAll } from '../problems.js';
import type { ObjectSchema, Value } from '../schema.js';
import { reportIds } from '../telemetry/metrics.js';
import { eventServiceUri, reportDefinitionUri, subscriptionUri } from '../uris.js';

const anyManager: Needs = [['ConfigureManager'], ['ConfigureComponents']];

const references = {
  type: 'array',
  items: { type: 'object', properties: { '@odata.id': { type: 'string' } }, required: ['@odata.id'] },
} as const;

const wanted = {
  type: 'object',
  properties: {
    ...changeable,
    Destination: { type: 'string', format: 'uri', maxLength: 2048 },
    Protocol: { type: 'string', enum: ['Redfish'] },
    SubscriptionType: { type: 'string', enum: ['RedfishEvent'] },
    EventFormatType: { type: 'string', enum: ['Event', 'MetricReport'] },
    MetricReportDefinitions: { ...references, maxItems: reportIds.length },
    EventTypes: {
      type: 'array',
      items: {
        type: 'string',
        enum: ['StatusChange', 'ResourceUpdated', 'ResourceAdded', 'ResourceRemoved', 'Alert', 'Other'],
      },
    },
    RegistryPrefixes: { type: 'array', items: { type: 'string', enum: Object.keys(eventRegistries) } },
    MessageIds: { type: 'array', items: { type: 'string' }, maxItems: 256 },
    ResourceTypes: { type: 'array', items: { type: 'string', enum: eventResourceTypes } },
    Severities: { type: 'array', items: { type: 'string', enum: severities } },
    ExcludeMessageIds: { type: 'array', items: { type: 'string' }, maxItems: 256 },
    ExcludeRegistryPrefixes: { type: 'array', items: { type: 'string', enum: Object.keys(eventRegistries) } },
    OriginResources: { ...references, maxItems: 1024 },
    SubordinateResources: { type: 'boolean' },
  },
  required: ['Destination', 'Protocol'],
} as const satisfies ObjectSchema;

const unknownIds = (property: string, ids: readonly string[] = []) =>
  ids.flatMap((id, at) =>
    knownMessageIds.has(withoutVersion(id)) ? [] : [notInList({ property: `${property}/${at}` }, id)],
  );

/** Reports in place of events. Throws for a definition that is not there, and for one that could send events only. */
const reportFilterOf = ({ EventFormatType, MetricReportDefinitions }: Value<typeof wanted>): Filter | undefined => {
  const uris = (MetricReportDefinitions ?? []).map((one) => one['@odata.id'].replace(/\/+$/, ''));
  const known: readonly string[] = reportIds.map(reportDefinitionUri);
  const place = (at: number) => ({ property: `MetricReportDefinitions/${at}/@odata.id` });
  throwAll(uris.flatMap((uri, at) => (known.includes(uri) ? [] : [notInList(place(at), uri)])));
  if (EventFormatType === 'MetricReport') return { format: EventFormatType, reportDefinitions: uris };
  if (uris.length > 0) throwAll([conflicting({ property: 'MetricReportDefinitions' }, uris, 'EventFormatType')]);
  return undefined;
};

/** Throws for a message that no event here has: nothing would ever be sent. */
const filterOf = (body: Value<typeof wanted>): Filter => {
  const { EventTypes, MessageIds, OriginResources, RegistryPrefixes, ResourceTypes, SubordinateResources } = body;
  const { ExcludeMessageIds, ExcludeRegistryPrefixes, Severities } = body;
  throwAll([...unknownIds('MessageIds', MessageIds), ...unknownIds('ExcludeMessageIds', ExcludeMessageIds)]);
  return {
    ...(EventTypes && { eventTypes: EventTypes }),
    ...(MessageIds && { messageIds: MessageIds }),
    ...(RegistryPrefixes && { registryPrefixes: RegistryPrefixes }),
    ...(ResourceTypes && { resourceTypes: ResourceTypes }),
    ...(Severities && { severities: Severities }),
    ...(ExcludeMessageIds && { excludedMessageIds: ExcludeMessageIds }),
    ...(ExcludeRegistryPrefixes && { excludedPrefixes: ExcludeRegistryPrefixes }),
    ...(OriginResources && { originResources: OriginResources.map((one) => one['@odata.id']) }),
    ...(SubordinateResources !== undefined && { subordinateResources: SubordinateResources }),
  };
};

export const eventDestinations = defineCollection({
  path: `${eventServiceUri}/Subscriptions`,
  of: 'EventDestination',
  name: 'Event Subscriptions',
  privileges: { write: anyManager, create: anyManager },
  members: (_, { context, principal }) =>
    context.bmc.events
      .list()
      .filter((one) => maySeeSubscription(principal, one))
      .map(({ id }) => id),
  create: {
    properties: wanted,
    run: async (_, body, { context: { bmc }, principal }) => {
      const owner = subscriberOf(principal);
      const subscription = {
        destination: body.Destination,
        filter: reportFilterOf(body) ?? filterOf(body),
        ...changeOf(body),
      };
      const { id } = await bmc.events.subscribe(subscription, owner);
      announceSubscription(bmc.events, 'ResourceCreated', id, owner);
      return { uri: subscriptionUri(id) };
    },
  },
});
