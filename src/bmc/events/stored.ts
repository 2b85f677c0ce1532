import { type DocumentKind, isObject } from '../store/document.js';
import { type DeliverySettings, type Filter, type RetryPolicy, retryPolicies, type Subscriber } from './types.js';

/** A webhook as it is kept; its headers may be secrets. */
export interface StoredSubscription {
  readonly id: string;
  readonly destination: string;
  readonly context?: string;
  readonly verifyCertificate: boolean;
  readonly retryPolicy: RetryPolicy;
  readonly headers: Readonly<Record<string, string>>;
  readonly filter: Filter;
  readonly owner: Subscriber;
  readonly suspended: boolean;
}

export interface StoredEvents {
  readonly delivery: DeliverySettings;
  readonly subscriptions: readonly StoredSubscription[];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isOptional = <T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined =>
  value === undefined || is(value);
const isWhole = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

const textLists = [
  'registryPrefixes',
  'messageIds',
  'resourceTypes',
  'severities',
  'excludedMessageIds',
  'excludedPrefixes',
  'eventTypes',
  'originResources',
  'reportDefinitions',
] as const satisfies readonly (keyof Filter)[];

const isFilter = (value: unknown): value is Filter =>
  isObject(value) &&
  textLists.every((key) => isOptional(value[key], isTexts)) &&
  (value.format === undefined || value.format === 'MetricReport') &&
  (value.subordinateResources === undefined || typeof value.subordinateResources === 'boolean');

const isSubscription = (value: unknown): value is StoredSubscription =>
  isObject(value) &&
  isText(value.id) &&
  isText(value.destination) &&
  URL.canParse(value.destination) &&
  isOptional(value.context, isText) &&
  typeof value.verifyCertificate === 'boolean' &&
  typeof value.suspended === 'boolean' &&
  retryPolicies.some((policy) => policy === value.retryPolicy) &&
  isObject(value.headers) &&
  Object.values(value.headers).every(isText) &&
  isFilter(value.filter) &&
  isObject(value.owner) &&
  isText(value.owner.accountId) &&
  isOptional(value.owner.systems, isTexts);

export const eventsKind: DocumentKind<StoredEvents> = {
  name: 'subscriptions.json',
  version: 1,
  // Subscribers look whether they are still there, and subscribe again.
  corrupt: 'set-aside',
  parse: (data) => {
    if (!isObject(data) || !isObject(data.delivery) || !Array.isArray(data.subscriptions))
      throw new Error('no subscriptions in it');
    const { attempts, interval } = data.delivery;
    if (!isWhole(attempts) || !isWhole(interval)) throw new Error('the retry settings are no whole numbers');
    if (!data.subscriptions.every(isSubscription)) throw new Error('a subscription is incomplete');
    return { delivery: { attempts, interval }, subscriptions: data.subscriptions };
  },
};
