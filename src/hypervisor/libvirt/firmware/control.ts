import type { Hypervisor as Connection } from '../../../libvirt/index.js';
import {
  type FirmwareControl,
  HypervisorError,
  type KeyControl,
  type Machine,
  type SecureBootKeys,
} from '../../port.js';
import { createQueues } from '../../queue.js';
import { largestCode } from '../../uefi/firmware-volume.js';
import { createAnswers } from '../answers.js';
import type { Connected } from '../connected.js';
import { readDocuments } from '../domain/documents.js';
import { hypervisorError } from '../errors.js';
import type { Machinery } from '../machinery.js';
import { installFirmware, rollBackFirmware } from './install.js';
import { changeKeys, createFirmwareFiles, type FirmwareFiles, findKeys } from './keys.js';

/** Milliseconds that keys are good for: a guest may enroll some, and no event tells of it. */
const keysAge = 5_000;

export interface KeyControlParts {
  /** Throws `unavailable`. */
  readonly ready: () => Promise<{ readonly connected: Connected; readonly connection: Connection }>;
  readonly machine: (id: string) => Promise<Machine | undefined>;
  /** Runs work on one machine when its turn comes. */
  readonly change: <T>(id: string, job: (machinery: Machinery, machine: Machine) => Promise<T>) => Promise<T>;
  readonly now: () => number;
}

interface Parts extends KeyControlParts {
  readonly hostOf: (connection: Connection) => FirmwareFiles;
}

export interface Keys extends KeyControl {
  /** The machine is gone. */
  forget(id: string): void;
}

/** One for all that is done to firmware: calls that each had their own would take pools from under each other. */
const hosts = (now: () => number) => {
  let host: FirmwareFiles | undefined;
  return (connection: Connection): FirmwareFiles => {
    if (host?.connection !== connection) host = createFirmwareFiles(connection, now);
    return host;
  };
};

/** `install` puts images into the storage pool of this name. */
const createFirmware = (pool: string, { ready, change, hostOf }: Parts): FirmwareControl => {
  // The same image for many machines is brought once.
  const queues = createQueues();
  return {
    largest: largestCode,
    async install(id, path) {
      const { connection } = await ready();
      await change(id, (machinery, machine) =>
        queues.run(pool, () => installFirmware(hostOf(connection), pool, machinery, machine, path)),
      );
    },
    async rollBack(id) {
      const { connection } = await ready();
      await change(id, (machinery, machine) => rollBackFirmware(hostOf(connection), machinery, machine));
    },
  };
};

const createKeys = ({ ready, machine, change, now, hostOf }: Parts): Keys => {
  const answers = createAnswers<SecureBootKeys | undefined>({ maxAge: keysAge, now });

  return {
    async keys(id) {
      const { connected, connection } = await ready();
      const found = await machine(id);
      const domain = found && connected.inventory.domain(found.id);
      if (!domain) throw new HypervisorError('not-found', `no machine ${id}`);
      if (found.firmware.mode !== 'UEFI') return undefined;
      const ask = async () => {
        try {
          return (await findKeys(hostOf(connection), await readDocuments(domain)))?.keys;
        } catch (error) {
          throw hypervisorError(error);
        }
      };
      return answers.of(found.id, ask, found.revision);
    },
    async changeKeys(id, wanted) {
      const { connection } = await ready();
      await change(id, async (machinery, found) => {
        await changeKeys(hostOf(connection), machinery, found, wanted);
        answers.forget(machinery.id);
      });
    },
    forget: answers.forget,
  };
};

/** Without a pool for images none can be installed. */
export function createFirmwareControls(
  pool: string | undefined,
  parts: KeyControlParts,
): { readonly keys: Keys; readonly firmware?: FirmwareControl } {
  const shared = { ...parts, hostOf: hosts(parts.now) };
  return { keys: createKeys(shared), ...(pool !== undefined && { firmware: createFirmware(pool, shared) }) };
}
