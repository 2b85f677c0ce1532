import { randomUUID } from 'node:crypto';
import type { Log } from '../log.js';
import { sessionTimeoutRange, taskRetentionRange } from '../options.js';
import { BmcError, type DiscoverySettings, discoveryScopes } from '../types.js';
import type { Directory } from './directory.js';
import { type DocumentKind, isObject, load, save } from './document.js';

/** What the service remembers of itself. */
export interface ServiceState {
  readonly uuid: string;
  /** Seconds, where a client has set it. */
  readonly sessionTimeout?: number;
  /** Seconds that finished tasks are kept, where a client has set it. */
  readonly taskRetention?: number;
  /** Where a client has set it. */
  readonly discovery?: DiscoverySettings;
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isWhole = (value: unknown, minimum: number, maximum: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
const isSessionTimeout = (value: unknown): value is number =>
  isWhole(value, sessionTimeoutRange.minimum, sessionTimeoutRange.maximum);

const isTaskRetention = (value: unknown): value is number =>
  isWhole(value, taskRetentionRange.minimum, taskRetentionRange.maximum);

const parseDiscovery = (data: unknown): DiscoverySettings => {
  const { enabled, interval, ttl, scope } = isObject(data) ? data : {};
  const known = discoveryScopes.find((one) => one === scope);
  const fits = typeof enabled === 'boolean' && isWhole(interval, 0, 86_400) && isWhole(ttl, 1, 255);
  if (!fits || known === undefined) throw new Error('the settings of discovery make no sense');
  return { enabled, interval, ttl, scope: known };
};

const kind: DocumentKind<ServiceState> = {
  name: 'service.json',
  version: 1,
  // Nothing in here guards anything: a new UUID is a nuisance, a service that does not start is worse.
  corrupt: 'set-aside',
  parse: (data) => {
    if (!isObject(data) || typeof data.uuid !== 'string' || !uuidShape.test(data.uuid))
      throw new Error('no UUID in it');
    const { uuid, sessionTimeout, taskRetention, discovery } = data;
    if (sessionTimeout !== undefined && !isSessionTimeout(sessionTimeout))
      throw new Error('the session timeout is out of range');
    if (taskRetention !== undefined && !isTaskRetention(taskRetention))
      throw new Error('the time that tasks are kept is out of range');
    return {
      uuid,
      ...(taskRetention !== undefined && { taskRetention }),
      ...(sessionTimeout !== undefined && { sessionTimeout }),
      ...(discovery !== undefined && { discovery: parseDiscovery(discovery) }),
    };
  },
};

/** What is stored, or a new state that is stored at once. */
const loadService = async (directory: Directory, log: Log, uuid?: string): Promise<ServiceState> => {
  if (uuid !== undefined && !uuidShape.test(uuid)) throw new BmcError('invalid', `${uuid} is no UUID`);
  const stored = await load(directory, kind, log);
  if (stored !== undefined) return stored;
  const fresh = { uuid: (uuid ?? randomUUID()).toLowerCase() };
  await save(directory, kind, fresh);
  return fresh;
};

/** The state in use; what is changed holds at once, and the disk follows, in order. */
export interface ServiceKeeper {
  state(): ServiceState;
  /** Throws `BmcError` `invalid` if it is out of range. What cannot be stored is logged. */
  readonly setSessionTimeout: (seconds: number) => void;
  readonly setTaskRetention: (seconds: number) => void;
  /** Throws `BmcError` `store`. */
  setDiscovery(discovery: DiscoverySettings): Promise<void>;
  /** Waits until everything is stored. */
  close(): Promise<void>;
}

export const serviceKeeper = async (directory: Directory, log: Log, uuid?: string): Promise<ServiceKeeper> => {
  let state = await loadService(directory, log, uuid);
  let written: Promise<void> = Promise.resolve();
  const change = (part: Partial<ServiceState>): Promise<void> => {
    state = { ...state, ...part };
    const whole = state;
    const mine = written.then(() => save(directory, kind, whole));
    written = mine.catch(() => undefined);
    return mine;
  };
  return {
    state: () => state,
    setSessionTimeout: (sessionTimeout) => {
      if (!isSessionTimeout(sessionTimeout)) {
        const { minimum, maximum } = sessionTimeoutRange;
        throw new BmcError('invalid', `a session timeout is a whole number of seconds from ${minimum} to ${maximum}`);
      }
      change({ sessionTimeout }).catch((error: unknown) =>
        log.error({ err: error }, 'the session timeout could not be stored'),
      );
    },
    setTaskRetention: (taskRetention) => {
      if (!isTaskRetention(taskRetention)) throw new BmcError('invalid', 'tasks are kept for a minute to a week');
      change({ taskRetention }).catch((error: unknown) =>
        log.error({ err: error }, 'the time that tasks are kept could not be stored'),
      );
    },
    setDiscovery: (discovery) => change({ discovery }),
    close: () => written,
  };
};
