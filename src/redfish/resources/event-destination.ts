import type { Subscription } from '../../bmc/events/types.js';
import { action } from '../action.js';
import type { Needs } from '../call.js';
import { maySeeSubscription } from '../events/subscriber.js';
import { announceSubscription, changeable, changeOf } from '../events/subscriptions.js';
import { links } from '../link.js';
import { readOnly, throwAll } from '../problems.js';
import { defineResource } from '../resource.js';
import { nothing } from '../schema.js';
import { eventServiceUri } from '../uris.js';

const own: Needs = [['ConfigureManager'], ['ConfigureSelf']];

const statusOf = ({ suspended, failing }: Subscription) => ({
  State: suspended ? 'Disabled' : 'Enabled',
  Health: failing === undefined ? 'OK' : 'Warning',
});

const readFilter = ({ filter, kind }: Subscription) => {
  if (filter.format === 'MetricReport') return links('MetricReportDefinitions', filter.reportDefinitions ?? []);
  const { severities, excludedMessageIds, excludedPrefixes } = filter;
  const { eventTypes, messageIds, originResources, registryPrefixes, resourceTypes, subordinateResources } = filter;
  // A stream's filter is an expression, which lists cannot show.
  if (kind === 'stream') return {};
  return {
    RegistryPrefixes: registryPrefixes ?? [],
    MessageIds: messageIds ?? [],
    ResourceTypes: resourceTypes ?? [],
    Severities: severities ?? [],
    ExcludeMessageIds: excludedMessageIds ?? [],
    ExcludeRegistryPrefixes: excludedPrefixes ?? [],
    ...(eventTypes && { EventTypes: eventTypes }),
    ...links('OriginResources', originResources ?? []),
    SubordinateResources: subordinateResources ?? false,
  };
};

/** A receiver of events, or a stream that is open. */
export const eventDestination = defineResource({
  path: `${eventServiceUri}/Subscriptions/{subscription}`,
  type: 'EventDestination.v1_16_0.EventDestination',
  privileges: { write: own },
  find: ({ subscription: id }, { context, principal }) => {
    const found = context.bmc.events.get(id);
    return found && maySeeSubscription(principal, found) ? found : undefined;
  },
  read: (subscription) => ({
    Id: subscription.id,
    Name: subscription.kind === 'stream' ? 'Event Stream' : 'Event Subscription',
    SubscriptionType: subscription.kind === 'stream' ? 'SSE' : 'RedfishEvent',
    Protocol: 'Redfish',
    EventFormatType: subscription.filter.format ?? 'Event',
    Context: subscription.context ?? null,
    Status: statusOf(subscription),
    ...(subscription.destination !== undefined && {
      Destination: subscription.destination,
      DeliveryRetryPolicy: subscription.retryPolicy,
      VerifyCertificate: subscription.verifyCertificate,
      HttpHeaders: [],
    }),
    ...readFilter(subscription),
  }),
  patch: {
    properties: { type: 'object', properties: changeable },
    apply: async ({ id, kind }, body, { context }) => {
      if (kind === 'stream') throwAll(Object.keys(body).map(readOnly));
      await context.bmc.events.update(id, changeOf(body));
      return undefined;
    },
  },
  actions: {
    ResumeSubscription: action({
      parameters: nothing,
      run: async ({ id }: Subscription, _, { context }) => {
        await context.bmc.events.resume(id);
        return undefined;
      },
    }),
  },
  remove: async ({ id, owner, kind }, { context: { bmc } }) => {
    await bmc.events.remove(id);
    // A stream says so itself when its connection closes.
    if (kind === 'webhook') announceSubscription(bmc.events, 'ResourceRemoved', id, owner);
  },
});
