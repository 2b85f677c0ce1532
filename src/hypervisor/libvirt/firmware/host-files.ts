import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Hypervisor as Connection,
  isLibvirtError,
  LibvirtError,
  type StoragePool,
} from '../../../libvirt/index.js';
import { HypervisorError } from '../../port.js';
import { createQueues } from '../../queue.js';
import { escapeXml } from '../xml/entities.js';
import { bytesAt, find, textAt } from '../xml/find.js';
import { parseXml } from '../xml/parse.js';

/** Who may do what with a file, in libvirt's words: octal mode, numbers of owner and group. */
export interface Permissions {
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
}

export interface HostFile {
  readonly bytes: Buffer;
  readonly permissions: Permissions;
}

/**
 * Small files on the hypervisor's host: variable stores, firmware and what describes it. libvirt reads and writes files
 * in storage pools alone, and these lie in none; so a transient pool over their directory is there for as long as one
 * call takes. It touches nothing in that directory. Where the owner has a pool there, that one serves.
 */
export interface HostFiles {
  /** Undefined: there is no such file, or it cannot be read. */
  read(path: string): Promise<HostFile | undefined>;
  /** It is beyond doubt that there is none. */
  isAbsent(path: string): Promise<boolean>;
  /** Names in a directory; none where there is no such directory. Undefined: it cannot be read. */
  list(directory: string): Promise<readonly string[] | undefined>;
  /** Throws where there is one already, and leaves nothing behind then. */
  create(path: string, file: HostFile): Promise<void>;
  /** Also where there is none. */
  remove(path: string): Promise<void>;
}

/** Bytes: more than any firmware has. */
const largest = 64 * 2 ** 20;

export function createHostFiles(connection: Connection): HostFiles {
  const queues = createQueues();

  async function owners(directory: string): Promise<StoragePool | undefined> {
    try {
      return await connection.lookupStoragePoolByTargetPath(directory);
    } catch (error) {
      if (isLibvirtError(error, 'NO_STORAGE_POOL', 'NO_SUPPORT')) return undefined;
      throw error;
    }
  }

  /** A pool of ours that is there already was left behind by an emulator that was killed, or is another's at this moment. */
  async function inPool<T>(directory: string, use: (pool: StoragePool) => Promise<T>): Promise<T> {
    const name = `redfish-emu-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;
    const present = await owners(directory);
    // Files come and go without libvirt: what is in its list may not be all that is there.
    await present?.refresh();
    if (present && present.name !== name) return use(present);
    const target = `<target><path>${escapeXml(directory)}</path></target>`;
    const xml = `<pool type='dir'><name>${name}</name>${target}</pool>`;
    const pool = present ?? (await connection.createStoragePool(xml));
    try {
      return await use(pool);
    } finally {
      await pool.destroy().catch((error: unknown) => {
        if (!isLibvirtError(error, 'NO_STORAGE_POOL')) throw error;
      });
    }
  }

  /** One at a time in each directory: the pool of one call would go from under the other. */
  const within = <T>(path: string, use: (pool: StoragePool, name: string) => Promise<T>): Promise<T> => {
    const cut = path.lastIndexOf('/');
    const directory = path.slice(0, cut) || '/';
    return queues.run(directory, () => inPool(directory, (pool) => use(pool, path.slice(cut + 1))));
  };

  /** Another emulator may take its pool away in the middle of it: then once more. */
  const again = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      if (isLibvirtError(error, 'NO_STORAGE_POOL', 'OPERATION_FAILED')) return work();
      throw error;
    });

  return {
    read: (path) =>
      unlessRefused(undefined, () =>
        again(() =>
          within(path, async (pool, name) => {
            const volume = await pool.lookupVolumeByName(name);
            const xml = parseXml(await volume.toXml());
            if ((bytesAt(xml, 'physical') ?? bytesAt(xml, 'capacity') ?? 0) > largest) return undefined;
            const chunks: Buffer[] = [];
            for await (const chunk of await volume.download()) chunks.push(chunk as Buffer);
            return { bytes: Buffer.concat(chunks), permissions: permissionsOf(xml) };
          }),
        ),
      ),
    async isAbsent(path) {
      try {
        return await again(() => within(path, async (pool, name) => !(await pool.lookupVolumeByName(name))));
      } catch (error) {
        if (!(error instanceof LibvirtError) || error.kind !== 'remote') throw error;
        // Before the first machine there is no directory either.
        return error.codeName === 'NO_STORAGE_VOL' || isMissing(error);
      }
    },
    list: (directory) =>
      unlessRefused(undefined, async () => {
        try {
          return await again(() =>
            within(`${directory}/`, async (pool) => (await pool.volumes()).map(({ name }) => name).sort()),
          );
        } catch (error) {
          if (error instanceof LibvirtError && isMissing(error)) return [];
          throw error;
        }
      }),
    create: (path, { bytes, permissions }) =>
      within(path, async (pool, name) => {
        const volume = await pool.createVolume(volumeXml(name, bytes.length, permissions));
        try {
          await pipeline(Readable.from([bytes]), await volume.upload({ length: bytes.length }));
        } catch (error) {
          await volume.remove();
          throw error;
        }
      }),
    remove: (path) =>
      within(path, async (pool, name) => {
        try {
          await (await pool.lookupVolumeByName(name)).remove();
        } catch (error) {
          if (!isLibvirtError(error, 'NO_STORAGE_VOL')) throw error;
        }
      }),
  };
}

const isMissing = ({ message }: LibvirtError): boolean => /no such file or directory/i.test(message);

/** What libvirt does not give us is as good as not there; without a connection nothing can be said. */
async function unlessRefused<T>(instead: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LibvirtError && error.kind === 'remote') return instead;
    throw error;
  }
}

function permissionsOf(volume: ReturnType<typeof parseXml>): Permissions {
  const found = find(volume, 'target', 'permissions');
  const [mode, owner, group] = ['mode', 'owner', 'group'].map((name) => textAt(found, name));
  return { ...(mode && { mode }), ...(owner && { owner }), ...(group && { group }) };
}

function volumeXml(name: string, size: number, { mode = '0600', owner, group }: Permissions): string {
  if (name.includes('/')) throw new HypervisorError('invalid', `${name} is no name of a file`);
  const permissions = [
    `<mode>${mode}</mode>`,
    ...(owner === undefined ? [] : [`<owner>${owner}</owner>`]),
    ...(group === undefined ? [] : [`<group>${group}</group>`]),
  ].join('');
  const target = `<target><format type='raw'/><permissions>${permissions}</permissions></target>`;
  return `<volume><name>${escapeXml(name)}</name><capacity unit='bytes'>${size}</capacity>${target}</volume>`;
}
