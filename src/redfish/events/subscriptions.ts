import { type Events, retryPolicies, type Subscriber } from '../../bmc/events/types.js';
import { throwAll, wrongValue } from '../problems.js';
import type { ObjectSchema, Value } from '../schema.js';
import { subscriptionUri } from '../uris.js';
import { resourceEvent } from './messages.js';

/** Says that a subscription is there, or is no more. */
export const announceSubscription = (
  events: Events,
  key: 'ResourceCreated' | 'ResourceRemoved',
  id: string,
  { accountId }: Subscriber,
): void => {
  const about = { origin: subscriptionUri(id), resourceType: 'EventDestination', accountId };
  events.publish(resourceEvent(key, [], about));
};

/** What can be set when a subscription is made, and changed later. */
export const changeable = {
  Context: { type: ['string', 'null'], maxLength: 1024 },
  DeliveryRetryPolicy: { type: 'string', enum: retryPolicies },
  HttpHeaders: {
    type: ['array', 'null'],
    items: { type: 'object', additionalProperties: { type: 'string' } },
    maxItems: 32,
  },
  VerifyCertificate: { type: 'boolean' },
} as const satisfies ObjectSchema['properties'];

type Headers = Value<(typeof changeable)['HttpHeaders']>;

/** RFC 9110 5.6.2 and 5.5; what the connection itself needs is not the client's. */
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const value = /^[\t\x20-\x7e\x80-\xff]*$/;
const ours = /^(connection|content-length|content-type|host|keep-alive|te|trailer|transfer-encoding|upgrade|expect)$/i;

/** As one object. Throws for what cannot be sent, without showing it: it may be a secret. */
const headersOf = (list: Headers): Readonly<Record<string, string>> => {
  const entries = (list ?? []).flatMap((one) => Object.entries(one));
  const bad = entries.some(([key, text]) => !name.test(key) || ours.test(key) || !value.test(text));
  if (bad) {
    const detail = 'A header has a name or a value that cannot be sent, or is one that the service sets itself.';
    throwAll([wrongValue({ property: 'HttpHeaders' }, detail)]);
  }
  return Object.fromEntries(entries);
};

type Change = Value<{ readonly type: 'object'; readonly properties: typeof changeable }>;

export const changeOf = ({ Context, DeliveryRetryPolicy, HttpHeaders, VerifyCertificate }: Change) => ({
  ...(Context !== undefined && { context: Context ?? undefined }),
  ...(DeliveryRetryPolicy !== undefined && { retryPolicy: DeliveryRetryPolicy }),
  ...(HttpHeaders !== undefined && { headers: headersOf(HttpHeaders) }),
  ...(VerifyCertificate !== undefined && { verifyCertificate: VerifyCertificate }),
});
