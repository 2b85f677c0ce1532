import { statfs } from 'node:fs/promises';
import { MediaError } from './types.js';

/** Disk that one download will take. */
export interface Claim {
  /** So many bytes are on disk now. Throws `no-space` where a download of unknown length comes too close to the end. */
  wrote(bytes: number): Promise<void>;
  release(): void;
}

export interface Space {
  /** Throws `MediaError` `no-space`, after trying to make room. `total` in bytes, absent where the server does not say. */
  claim(total: number | undefined): Promise<Claim>;
}

/** Bytes after which a download of unknown length looks at the disk again. */
const step = 64 << 20;

export async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

/** Downloads under way count with what they have still to write, so that two cannot be promised the same bytes. */
export function createSpace(
  free: () => Promise<number>,
  reserve: number,
  makeRoom: (bytes: number) => Promise<void>,
): Space {
  const outstanding = new Map<symbol, number>();
  const promised = (): number => [...outstanding.values()].reduce((sum, bytes) => sum + bytes, 0);
  /** How much is missing once all promises, this one among them, are kept. */
  const lacking = async (): Promise<number> => reserve + promised() - (await free());

  async function ensure(bytes: number): Promise<void> {
    const missing = await lacking();
    if (missing <= 0) return;
    await makeRoom(missing);
    const still = await lacking();
    if (still <= 0) return;
    const mebibytes = (count: number): string => `${Math.ceil(count / 2 ** 20)} MiB`;
    throw new MediaError(
      'no-space',
      `not enough disk for the image: ${mebibytes(bytes)} to store, ${mebibytes(still)} missing ` +
        `with ${mebibytes(reserve)} kept free`,
    );
  }

  return {
    async claim(total) {
      const id = Symbol('claim');
      outstanding.set(id, total ?? step);
      const release = (): void => void outstanding.delete(id);
      let looked = 0;
      try {
        await ensure(total ?? step);
      } catch (error) {
        release();
        throw error;
      }
      return {
        release,
        async wrote(bytes) {
          if (total !== undefined) outstanding.set(id, Math.max(0, total - bytes));
          else if (bytes - looked >= step) {
            looked = bytes;
            await ensure(step);
          }
        },
      };
    },
  };
}
