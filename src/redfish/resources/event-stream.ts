import { passes as passesFilter } from '../../bmc/events/match.js';
import type { Notice } from '../../bmc/events/types.js';
import { parseEventFilter } from '../events/filter.js';
import { subscriberOf } from '../events/subscriber.js';
import { announceSubscription } from '../events/subscriptions.js';
import { defineResource } from '../resource.js';
import { eventStreamUri } from '../uris.js';

/** `ServerSentEventUri`: a subscription for as long as the connection is open, and whatever becomes of the session. */
export const eventStream = defineResource({
  path: eventStreamUri,
  type: 'EventStream',
  contentType: 'text/event-stream',
  find: (_, { context }) => context.bmc.events,
  read: () => ({}),
  stream: (events, { filter, lastId }, { principal }) => {
    const owner = subscriberOf(principal);
    const passes = filter === undefined ? (notice: Notice) => passesFilter({}, notice) : parseEventFilter(filter);
    events.requireRoom();
    return (sink) => {
      const stream = events.stream({ owner, passes, ...(lastId !== undefined && { lastId }) }, sink);
      // The first event of the stream, too: it tells the client its own subscription.
      announceSubscription(events, 'ResourceCreated', stream.id, owner);
      return {
        id: stream.id,
        close: () => {
          stream.close();
          announceSubscription(events, 'ResourceRemoved', stream.id, owner);
        },
      };
    };
  },
});
