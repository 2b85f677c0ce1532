import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const size = 1 << 30;

/** A file of 1 GiB. Bytes that do not repeat, so that nothing on the way can make less of them. */
export const makeImage = (path: string, seed: number): Promise<void> => {
  const block = Buffer.alloc(1 << 20);
  const blocks = function* () {
    for (let index = 0; index < size / block.length; index += 1) {
      for (let at = 0; at < block.length; at += 4)
        block.writeUInt32LE(Math.imul(index * 262144 + at + seed, 2654435761) >>> 0, at);
      yield Buffer.from(block);
    }
  };
  return pipeline(Readable.from(blocks()), createWriteStream(path));
};
