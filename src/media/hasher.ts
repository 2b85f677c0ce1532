import type { FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/**
 * SHA-256 of a file while it is being written, on a thread of its own: hashing costs about as much as receiving, and
 * on the main thread it would halve the speed of a download and hold up every other request.
 */
export interface Hasher {
  /** The file's first `bytes` bytes are written. */
  advance(bytes: number): void;
  /** Lower-case hex, of all that was advanced over. */
  digest(): Promise<string>;
  /** Ends the thread; the file may be closed once it resolves. */
  close(): Promise<void>;
}

/** Run from text, so that it is the same under `node`, `tsx` and `vitest`. It reads the pages just written: from memory. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { readSync } = require('node:fs');
const hash = require('node:crypto').createHash('sha256');
const buffer = Buffer.allocUnsafeSlow(1 << 20);
let at = 0;
parentPort.on('message', ({ bytes, end }) => {
  while (at < bytes) {
    const count = readSync(workerData.fd, buffer, 0, Math.min(buffer.length, bytes - at), at);
    if (count === 0) throw new Error('the file is shorter than what was written to it');
    hash.update(buffer.subarray(0, count));
    at += count;
  }
  if (end) parentPort.postMessage(hash.digest('hex'));
});
`;

export function createHasher(file: FileHandle): Hasher {
  const worker = new Worker(program, { eval: true, workerData: { fd: file.fd } });
  let written = 0;
  const result = new Promise<string>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the hashing thread ended early (${code})`)));
  });
  // Whoever closes without asking for the digest has an error of his own to report.
  result.catch(() => {});
  return {
    advance(bytes) {
      written = bytes;
      worker.postMessage({ bytes, end: false });
    },
    digest() {
      worker.postMessage({ bytes: written, end: true });
      return result;
    },
    async close() {
      await worker.terminate();
    },
  };
}
