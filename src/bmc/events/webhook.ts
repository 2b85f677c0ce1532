import type { Log } from '../log.js';
import { createCourier } from './courier.js';
import type { Deliver } from './deliver.js';
import { isReport, mayHear, passes } from './match.js';
import { payloadOf } from './payload.js';
import type { StoredSubscription } from './stored.js';
import type { DeliverySettings, Notice, Subscriber, Subscription } from './types.js';

/** Events that may wait for one slow receiver. */
const room = 1000;

export interface WebhookContext {
  readonly deliver: Deliver;
  readonly settings: () => DeliverySettings;
  /** The owner's systems as they are now. */
  readonly scopeOf: (owner: Subscriber) => Subscriber;
  readonly onGivenUp: (id: string) => void;
  readonly log: Log;
}

/** A subscription at work. */
export interface Webhook {
  stored: StoredSubscription;
  shown(): Subscription;
  offer(notice: Notice): void;
  stop(): Promise<void>;
}

export const createWebhook = (first: StoredSubscription, context: WebhookContext): Webhook => {
  const { deliver, settings, scopeOf, onGivenUp, log } = context;
  const { id, destination } = first;
  let failing: string | undefined;
  const courier = createCourier<Notice>({
    deliver: (notice, signal) => {
      const { headers, verifyCertificate, context: said, owner } = webhook.stored;
      const body = payloadOf(notice, said, scopeOf(owner).systems);
      return deliver({ destination, headers, verifyCertificate, body, signal });
    },
    policy: () => webhook.stored.retryPolicy,
    settings,
    room,
    // Reports are large: of each, the newest waits.
    supersedes: (item, other) => isReport(item) && isReport(other) && item.report.id === other.report.id,
    onDropped: () => log.warn({ subscription: id }, 'a subscriber is too slow: its oldest event was dropped'),
    onDelivered: () => {
      failing = undefined;
    },
    onFailure: (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (failing === undefined) log.warn({ subscription: id, reason }, 'an event could not be delivered');
      failing = reason;
    },
    onGivenUp: () => onGivenUp(id),
  });
  const webhook: Webhook = {
    stored: first,
    shown: () => {
      const { headers: _, ...facts } = webhook.stored;
      return { ...facts, kind: 'webhook', ...(failing !== undefined && { failing }) };
    },
    offer: (notice) => {
      const { suspended, filter, owner } = webhook.stored;
      if (!suspended && mayHear(scopeOf(owner), notice) && passes(filter, notice)) courier.add(notice);
    },
    stop: () => courier.stop(),
  };
  return webhook;
};
