import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { OutboundError } from '../../outbound/errors.js';
import type { Policy } from '../../outbound/policy.js';
import { hostOf } from '../../outbound/shown.js';
import type { Log } from '../log.js';
import type { Directory } from '../store/directory.js';
import { load, save } from '../store/document.js';
import { BmcError } from '../types.js';
import type { Deliver } from './deliver.js';
import { createReplay } from './replay.js';
import { eventsKind, type StoredSubscription } from './stored.js';
import { createStreams } from './streams.js';
import type { DeliverySettings, Event, Events, NewSubscription, Subscriber } from './types.js';
import { createWebhook, type Webhook } from './webhook.js';

/** Of all kinds together, and events kept for streams that come back. */
export const eventLimits = { subscriptions: 64, replay: 1000 } as const;

const defaultDelivery: DeliverySettings = { attempts: 3, interval: 30 };

export interface EventsContext {
  readonly directory: Directory;
  readonly policy: Policy;
  readonly deliver: Deliver;
  /** The systems of an account now; undefined: there is no such account any more. */
  readonly systemsOf: (accountId: string) => { readonly systems?: readonly string[] } | undefined;
  readonly log: Log;
}

export interface EventKeeper extends Events {
  /** Ends the streams, gives up deliveries, and waits until everything is stored. */
  close(): Promise<void>;
}

/** An address that is not allowed is refused at once; a name's addresses are checked with each delivery. */
const checkDestination = (destination: string, policy: Policy): void => {
  const url = URL.canParse(destination) ? new URL(destination) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new BmcError('invalid', 'the destination is no http or https URL');
  if (url.username !== '' || url.password !== '')
    throw new BmcError('invalid', 'the destination holds user information, which belongs into HttpHeaders');
  const host = hostOf(url);
  if (isIP(host) === 0) return;
  try {
    policy.check(host, [host]);
  } catch (cause) {
    if (cause instanceof OutboundError) throw new BmcError('host-not-allowed', cause.message, { cause });
    throw cause;
  }
};

/** Opens the subscriptions that are stored; deliveries begin with the next event. */
export const openEvents = async (context: EventsContext): Promise<EventKeeper> => {
  const { directory, policy, deliver, systemsOf, log } = context;
  const stored = await load(directory, eventsKind, log);
  const firstId = Date.now() * 1000;
  let nextId = firstId;
  let delivery = stored?.delivery ?? defaultDelivery;
  const replay = createReplay(eventLimits.replay, firstId);
  const webhooks = new Map<string, Webhook>();
  const stopping = new Set<Promise<void>>();
  const listeners = new Set<(event: Event) => void>();

  const scopeOf = (owner: Subscriber): Subscriber => {
    const now = systemsOf(owner.accountId);
    return now === undefined ? owner : { accountId: owner.accountId, ...(now.systems && { systems: now.systems }) };
  };
  const streams = createStreams(scopeOf);

  let turn: Promise<void> = Promise.resolve();
  /** Changes follow each other, and the disk has each before anybody sees it. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const mine = turn.then(change);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const store = (subscriptions: readonly StoredSubscription[], settings = delivery): Promise<void> =>
    save(directory, eventsKind, { delivery: settings, subscriptions });
  const kept = (): readonly StoredSubscription[] => [...webhooks.values()].map((webhook) => webhook.stored);

  const halt = (webhook: Webhook): void => {
    const stopped = webhook.stop();
    stopping.add(stopped);
    void stopped.finally(() => stopping.delete(stopped));
  };

  const drop = (id: string): Promise<void> =>
    inTurn(async () => {
      const webhook = webhooks.get(id);
      if (webhook === undefined) return;
      await store(kept().filter((one) => one.id !== id));
      webhooks.delete(id);
      halt(webhook);
    });

  const alter = (id: string, change: (before: StoredSubscription) => StoredSubscription): Promise<void> =>
    inTurn(async () => {
      const webhook = webhooks.get(id);
      if (webhook === undefined) return;
      const after = change(webhook.stored);
      await store(kept().map((one) => (one.id === id ? after : one)));
      webhook.stored = after;
    });

  const giveUp = (id: string): void => {
    const webhook = webhooks.get(id);
    if (webhook === undefined) return;
    const ended = webhook.stored.retryPolicy === 'TerminateAfterRetries';
    log.warn({ subscription: id, ended }, 'a subscriber cannot be reached: nothing more is sent to it');
    // What waits for the disk must not be sent meanwhile.
    webhook.stored = { ...webhook.stored, suspended: true };
    const change = ended ? drop(id) : alter(id, (before) => ({ ...before, suspended: true }));
    change.catch((error: unknown) => log.error({ err: error, subscription: id }, 'a subscription was not stored'));
  };

  const settings = () => delivery;
  const start = (subscription: StoredSubscription): void => {
    const webhook = createWebhook(subscription, { deliver, settings, scopeOf, onGivenUp: giveUp, log });
    webhooks.set(subscription.id, webhook);
  };
  for (const subscription of stored?.subscriptions ?? []) start(subscription);

  const requireRoom = (): void => {
    if (webhooks.size + streams.size >= eventLimits.subscriptions)
      throw new BmcError('limit', `there are ${eventLimits.subscriptions} subscriptions already`);
  };

  const subscribe = async (wanted: NewSubscription, owner: Subscriber) => {
    checkDestination(wanted.destination, policy);
    const { context: said, verifyCertificate = false, retryPolicy = 'TerminateAfterRetries', headers = {} } = wanted;
    const { destination, filter } = wanted;
    const id = randomUUID();
    await inTurn(async () => {
      requireRoom();
      const fresh: StoredSubscription = {
        id,
        destination,
        ...(said !== undefined && { context: said }),
        verifyCertificate,
        retryPolicy,
        headers,
        filter,
        owner,
        suspended: false,
      };
      await store([...kept(), fresh]);
      start(fresh);
    });
    return find(id) ?? Promise.reject(new BmcError('not-found', 'the subscription was removed meanwhile'));
  };

  const list = () => [...[...webhooks.values()].map((webhook) => webhook.shown()), ...streams.list()];
  const find = (id: string) => webhooks.get(id)?.shown() ?? streams.list().find((one) => one.id === id);

  return {
    publish: (fresh) => {
      const event: Event = { ...fresh, id: nextId, time: new Date() };
      nextId += 1;
      replay.add(event);
      for (const webhook of webhooks.values()) webhook.offer(event);
      streams.offer(event);
      for (const listener of listeners) listener(event);
      return event;
    },
    report: (report) => {
      const notice = { id: nextId, time: report.time, report };
      nextId += 1;
      for (const webhook of webhooks.values()) webhook.offer(notice);
      streams.offer(notice);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list,
    get: find,
    subscribe,
    update: (id, change) =>
      alter(id, ({ context: before, ...rest }) => {
        const { context: said, ...others } = { context: before, ...change };
        return { ...rest, ...others, ...(said !== undefined && { context: said }) };
      }),
    remove: async (id) => {
      const stream = streams.close(id);
      if (stream) stream.sink.end();
      else await drop(id);
    },
    resume: (id) => alter(id, (before) => ({ ...before, suspended: false })),
    requireRoom,
    stream: (request, sink) => {
      const id = streams.open(request, sink, replay);
      return { id, close: () => void streams.close(id) };
    },
    get delivery() {
      return delivery;
    },
    setDelivery: (wanted) =>
      inTurn(async () => {
        await store(kept(), wanted);
        delivery = wanted;
      }),
    endStreams: () => streams.endAll(),
    close: async () => {
      streams.endAll();
      for (const webhook of webhooks.values()) halt(webhook);
      await Promise.all(stopping);
      await turn;
    },
  };
};
