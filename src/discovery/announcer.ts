/** Makes the service found: answers searches, and says now and then that it is there (DSP0266, "Discovery"). */
import { isEverywhere, localAddresses, localAddressTowards, rootUrl, withoutZone } from './addresses.js';
import { type Announced, alive, answerTo, byebye } from './messages.js';
import { openResponder, type ResponderOptions } from './responder.js';
import { multicast } from './send.js';
import type { DiscoverySettings } from './settings.js';

/** The part of a pino logger that is used here. */
export interface DiscoveryLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

export interface AnnouncerOptions {
  readonly uuid: string;
  /** Where the service listens. */
  readonly address: string;
  readonly port: number;
  readonly log: DiscoveryLog;
}

export interface Announcer {
  /** Holds when it resolves. Throws what the system says where the port cannot be had, and is then silent. */
  apply(settings: DiscoverySettings): Promise<void>;
  /** Takes its leave. */
  close(): Promise<void>;
}

/** Seconds; the least that DSP0266 allows. */
const leastAge = 1800;
/** Milliseconds between two looks for interfaces that came. */
const lookAgain = 60_000;

/** What was said last is still good when the next announcement is lost once. */
const maxAgeOf = ({ interval }: DiscoverySettings): number => Math.max(leastAge, 3 * interval);

export const createAnnouncer = ({ uuid, address, port, log }: AnnouncerOptions): Announcer => {
  const families = ([4, 6] as const).filter((family) => address === '::' || (family === 6) === address.includes(':'));

  const announcedAt = (at: string, settings: DiscoverySettings): Announced => ({
    uuid,
    location: rootUrl(at, port),
    maxAge: maxAgeOf(settings),
  });

  /** Every interface by itself: one that is down keeps the others from nothing. */
  const tell = async (settings: DiscoverySettings, message: (host: string, announced: Announced) => Buffer) => {
    if (settings.interval === 0) return;
    // Who is on this host asks for it; an announcement of its loopback address would only be mistaken by others.
    const told = localAddresses(address).filter(({ internal }) => !(internal && isEverywhere(address)));
    const messages = told.map((local) =>
      multicast(local, settings, (host) => message(host, announcedAt(local.address, settings))).catch(
        (error: unknown) => log.debug({ err: error, address: local.address }, 'an announcement could not be sent'),
      ),
    );
    await Promise.all(messages);
  };

  const respondersFor = async (settings: DiscoverySettings) => {
    const options: ResponderOptions = {
      answer: async (search, from, family) => {
        const at = await localAddressTowards(family, from.address);
        // A datagram may come by an interface that the service does not listen on.
        const reached = isEverywhere(address) || withoutZone(at) === withoutZone(address);
        return reached ? answerTo(search, announcedAt(at, settings)) : undefined;
      },
      onError: (error) => log.debug({ err: error }, 'SSDP'),
    };
    const opened = await Promise.allSettled(families.map((family) => openResponder(family, options)));
    const responders = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failure = opened.find((one) => one.status === 'rejected');
    if (failure === undefined) return responders;
    for (const responder of responders) responder.close();
    throw failure.reason;
  };

  /** Returns the function that ends it. */
  const start = async (settings: DiscoverySettings): Promise<() => Promise<void>> => {
    const responders = await respondersFor(settings);
    const join = () => {
      for (const responder of responders) responder.join(localAddresses(address));
    };
    join();
    await tell(settings, alive);
    const timers = [
      setInterval(join, lookAgain),
      ...(settings.interval > 0 ? [setInterval(() => void tell(settings, alive), settings.interval * 1000)] : []),
    ];
    log.info({ interval: settings.interval }, 'the service can be discovered by SSDP');
    return async () => {
      for (const timer of timers) clearInterval(timer);
      for (const responder of responders) responder.close();
      await tell(settings, byebye);
    };
  };

  let end: (() => Promise<void>) | undefined;
  let turn: Promise<void> = Promise.resolve();
  const change = (settings: DiscoverySettings | undefined): Promise<void> => {
    const mine = turn.then(async () => {
      await end?.();
      end = settings?.enabled ? await start(settings) : undefined;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return { apply: change, close: () => change(undefined) };
};
