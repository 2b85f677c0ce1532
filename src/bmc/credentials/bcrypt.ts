import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const shape = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
/** 2^16 rounds take five seconds here; beyond that a file is a mistake or an attack. */
const highestCost = 16;

// The library is plain JavaScript and holds its thread for 100 ms at a time, so it gets a thread of its own. That is
// written out here because a worker needs a file that exists under the same name before and after the build.
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { compareSync } = require(workerData);
  parentPort.on('message', ({ id, password, hash }) => {
    try { parentPort.postMessage({ id, matches: compareSync(password, hash) }); }
    catch (error) { parentPort.postMessage({ id, error: String(error) }); }
  });
`;

interface Answer {
  readonly id: number;
  readonly matches?: boolean;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (matches: boolean) => void;
  readonly reject: (error: Error) => void;
}

export interface Bcrypt {
  /** The check of a password against `hash`, or undefined if it is no such string or costs too much. */
  verifier(hash: string): ((password: string) => Promise<boolean>) | undefined;
  close(): Promise<void>;
}

/** One thread, started with the first comparison. It never keeps the process alive by itself. */
export const openBcrypt = (): Bcrypt => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;

  const start = (): Worker => {
    const started = new Worker(program, { eval: true, workerData: createRequire(import.meta.url).resolve('bcryptjs') });
    const fail = (error: Error): void => {
      if (worker !== started) return;
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on('message', ({ id, matches, error }: Answer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) caller?.resolve(matches === true);
      else caller?.reject(new Error(error));
      if (waiting.size === 0) started.unref();
    });
    started.on('error', fail);
    started.on('exit', () => fail(new Error('the thread for bcrypt ended')));
    return started;
  };

  const compare = (password: string, hash: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, password, hash });
    });

  return {
    verifier: (hash) => {
      const cost = Number(shape.exec(hash)?.[1]);
      return cost >= 4 && cost <= highestCost ? (password) => compare(password, hash) : undefined;
    },
    close: async () => {
      await worker?.terminate();
    },
  };
};
