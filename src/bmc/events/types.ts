/** Events and who hears of them: what the rest of the service sees of `src/bmc/events`. */
import type { MetricReport } from '../telemetry/types.js';

/** `Event.EventType`, which older clients still filter by eye. */
export type EventType = 'StatusChange' | 'ResourceUpdated' | 'ResourceAdded' | 'ResourceRemoved' | 'Alert' | 'Other';

/** `Event.MessageSeverity`. */
export const severities = ['OK', 'Warning', 'Critical'] as const;
export type Severity = (typeof severities)[number];

/** Something that happened, worded in the terms of a message registry. */
export interface NewEvent {
  /** `ResourceEvent.1.4.ResourcePoweredOn`. */
  readonly messageId: string;
  readonly message: string;
  readonly args: readonly string[];
  readonly severity: Severity;
  readonly resolution: string;
  readonly type: EventType;
  /** URI and type of the resource that it is about: `ComputerSystem`. */
  readonly origin?: string;
  readonly resourceType?: string;
  /** The system that it is about, for accounts that see only some. */
  readonly systemId?: string;
  /** Id of the account that it is about: its holder hears of it, whatever systems he sees. */
  readonly accountId?: string;
  /** Facts that a test event sets: they stand in the payload as they are. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface Event extends NewEvent {
  /** Grows with every event, also over restarts. */
  readonly id: number;
  readonly time: Date;
}

/** A metric report on its way to those who want it; ids as events have them. */
export interface ReportNotice {
  readonly id: number;
  readonly time: Date;
  readonly report: MetricReport;
}

/** What subscribers can be sent. */
export type Notice = Event | ReportNotice;

/** What an event must be for a subscriber; an absent or empty list asks for nothing. */
export interface Filter {
  /** Metric reports in place of events. */
  readonly format?: 'MetricReport';
  /** URIs of the only definitions whose reports are wanted. */
  readonly reportDefinitions?: readonly string[];
  /** `ResourceEvent`. */
  readonly registryPrefixes?: readonly string[];
  /** With the registry, and with or without its version. */
  readonly messageIds?: readonly string[];
  readonly resourceTypes?: readonly string[];
  readonly severities?: readonly Severity[];
  /** What an event must not be. */
  readonly excludedMessageIds?: readonly string[];
  readonly excludedPrefixes?: readonly string[];
  /** Of older clients. */
  readonly eventTypes?: readonly string[];
  /** URIs. */
  readonly originResources?: readonly string[];
  /** Also what is below `originResources`. */
  readonly subordinateResources?: boolean;
}

export const retryPolicies = [
  'TerminateAfterRetries',
  'SuspendRetries',
  'RetryForever',
  'RetryForeverWithBackoff',
] as const;
export type RetryPolicy = (typeof retryPolicies)[number];

/** What a client may change of a subscription. */
export interface SubscriptionChange {
  /** Undefined, and there: none. */
  readonly context?: string | undefined;
  readonly verifyCertificate?: boolean;
  readonly retryPolicy?: RetryPolicy;
  /** Sent with every delivery; may be secrets, and are never shown. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface NewSubscription extends SubscriptionChange {
  /** An http or https URL. */
  readonly destination: string;
  readonly filter: Filter;
}

/** Who subscribed, and what he may hear of. */
export interface Subscriber {
  readonly accountId: string;
  /** Ids of the only systems; absent means all. */
  readonly systems?: readonly string[];
}

export interface Subscription {
  readonly id: string;
  readonly kind: 'webhook' | 'stream';
  /** Absent for a stream. */
  readonly destination?: string;
  readonly context?: string;
  readonly verifyCertificate: boolean;
  readonly retryPolicy: RetryPolicy;
  readonly filter: Filter;
  readonly owner: Subscriber;
  /** Deliveries failed too often: nothing is sent until it is resumed. */
  readonly suspended: boolean;
  /** The last delivery failed, and why; for whoever looks after it. */
  readonly failing?: string;
}

/** Where a stream's events go. Neither may throw. */
export interface Sink {
  /** One `#Event` or `#MetricReport` document, as JSON. */
  send(id: string, payload: string): void;
  /** There will be no more. */
  end(): void;
}

export interface StreamRequest {
  readonly owner: Subscriber;
  /** Whether an event or a report passes the client's own filter. */
  readonly passes: (notice: Notice) => boolean;
  /** `Last-Event-ID`: what came after it is sent first, as far as it is still there. */
  readonly lastId?: string;
}

export interface OpenStream {
  /** Of its subscription. */
  readonly id: string;
  /** The client is gone. */
  close(): void;
}

export interface DeliverySettings {
  /** Tries after the first one. */
  readonly attempts: number;
  /** Seconds between two tries; doubled with each where the policy has it. */
  readonly interval: number;
}

export interface Events {
  /** Never waits, never throws. */
  publish(event: NewEvent): Event;
  /** Sends a metric report to those who want one. It is not kept for replay: the next one says more. */
  report(report: MetricReport): void;
  /** Calls `listener` with each event. Returns the function that ends it. */
  listen(listener: (event: Event) => void): () => void;
  list(): readonly Subscription[];
  get(id: string): Subscription | undefined;
  /** Stored before it resolves. Throws `BmcError` `invalid`, `limit` or `host-not-allowed`. */
  subscribe(subscription: NewSubscription, owner: Subscriber): Promise<Subscription>;
  update(id: string, change: SubscriptionChange): Promise<void>;
  /** Ends a stream, or the deliveries to a webhook. */
  remove(id: string): Promise<void>;
  /** Deliveries begin again with what happens from now on. */
  resume(id: string): Promise<void>;
  /** Throws `BmcError` `limit` where there are as many subscriptions as there may be. */
  requireRoom(): void;
  /** Opens a stream, and sends what it missed. */
  stream(request: StreamRequest, sink: Sink): OpenStream;
  readonly delivery: DeliverySettings;
  setDelivery(settings: DeliverySettings): Promise<void>;
  /** Ends all streams, as a service does that is about to stop. */
  endStreams(): void;
}
