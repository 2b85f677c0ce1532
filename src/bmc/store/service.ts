import { randomUUID } from 'node:crypto';
import type { Log } from '../log.js';
import { sessionTimeoutRange } from '../options.js';
import { BmcError } from '../types.js';
import type { Directory } from './directory.js';
import { type DocumentKind, isObject, load, save } from './document.js';

/** What the service remembers of itself. */
export interface ServiceState {
  readonly uuid: string;
  /** Seconds, where a client has set it. */
  readonly sessionTimeout?: number;
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isSessionTimeout = (value: unknown): value is number =>
  typeof value === 'number' &&
  Number.isInteger(value) &&
  value >= sessionTimeoutRange.minimum &&
  value <= sessionTimeoutRange.maximum;

const kind: DocumentKind<ServiceState> = {
  name: 'service.json',
  version: 1,
  // Nothing in here guards anything: a new UUID is a nuisance, a service that does not start is worse.
  corrupt: 'set-aside',
  parse: (data) => {
    if (!isObject(data) || typeof data.uuid !== 'string' || !uuidShape.test(data.uuid))
      throw new Error('no UUID in it');
    if (data.sessionTimeout === undefined) return { uuid: data.uuid };
    if (!isSessionTimeout(data.sessionTimeout)) throw new Error('the session timeout is out of range');
    return { uuid: data.uuid, sessionTimeout: data.sessionTimeout };
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

/** The state in use. A new session timeout holds at once; the disk follows, in order. */
export interface ServiceKeeper extends ServiceState {
  /** Throws `BmcError` `invalid` if it is out of range. */
  readonly setSessionTimeout: (seconds: number) => void;
  /** Waits until everything is stored. */
  close(): Promise<void>;
}

export const serviceKeeper = async (directory: Directory, log: Log, uuid?: string): Promise<ServiceKeeper> => {
  const state = await loadService(directory, log, uuid);
  let written: Promise<void> = Promise.resolve();
  return {
    ...state,
    setSessionTimeout: (sessionTimeout) => {
      if (!isSessionTimeout(sessionTimeout)) {
        const { minimum, maximum } = sessionTimeoutRange;
        throw new BmcError('invalid', `a session timeout is a whole number of seconds from ${minimum} to ${maximum}`);
      }
      written = written
        .then(() => save(directory, kind, { uuid: state.uuid, sessionTimeout }))
        .catch((error: unknown) => log.error({ err: error }, 'the session timeout could not be stored'));
    },
    close: () => written,
  };
};
