import type { FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/** Memory that two threads see. */
export type Block = Uint8Array<SharedArrayBuffer>;

/** Writes a file and takes its SHA-256, on a thread of its own: on the main one it would hold up every other request. */
export interface Scribe {
  /** Puts `block` at the end of the file, and resolves when it may be filled anew. One at a time. */
  write(block: Block): Promise<void>;
  /** Lower-case hex, of all that was written. */
  digest(): Promise<string>;
  /** Ends the thread; the file may be closed once it resolves. */
  close(): Promise<void>;
}

/**
 * Run from text, so that it is the same under `node`, `tsx` and `vitest`. Written as it is hashed, in pieces that fit
 * the caches of a processor. They are small for another reason, too: Linux takes memory for the page cache in pieces as
 * large as the write, and a virtual machine's large free pieces may be with its host (free page reporting), so that
 * each page of them is a fault.
 */
const program = `
const { parentPort, workerData: { fd, pieceBytes } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const hash = require('node:crypto').createHash('sha256');
parentPort.on('message', (block) => {
  if (block === undefined) return parentPort.postMessage(hash.digest('hex'));
  for (let at = 0; at < block.length; ) at += writeSync(fd, block, at, Math.min(pieceBytes, block.length - at));
  hash.update(block);
  parentPort.postMessage(undefined);
});
`;

const pieceBytes = 32 << 10;

export function createScribe(file: FileHandle): Scribe {
  const worker = new Worker(program, { eval: true, workerData: { fd: file.fd, pieceBytes } });
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the writing thread ended early (${code})`)));
  });
  // Whoever closes while nothing is under way has an error of his own to report.
  ended.catch(() => {});
  const ask = <Answer>(block: Block | undefined): Promise<Answer> => {
    const answer = new Promise<Answer>((resolve) => void worker.once('message', resolve));
    worker.postMessage(block);
    return Promise.race([answer, ended]);
  };
  return {
    write: ask,
    digest: () => ask(undefined),
    async close() {
      await worker.terminate();
    },
  };
}
