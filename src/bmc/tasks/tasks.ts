import { randomUUID } from 'node:crypto';
import type { Log } from '../log.js';
import type { Task, Tasks } from '../types.js';
import { createRun, type Describe, isOver, type Run } from './run.js';

export interface TasksContext {
  /** Of finished tasks. */
  readonly retention: { readonly count: number; readonly seconds: number };
  /** A client has set other seconds. Throws `BmcError` if they are out of range. */
  readonly onRetention: (seconds: number) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly log: Log;
}

export interface TaskKeeper extends Tasks {
  /** Cancels what runs, and waits until all of it has stopped. */
  close(): Promise<void>;
}

export const createTasks = ({ retention, onRetention, now, log }: TasksContext): TaskKeeper => {
  let { seconds } = retention;
  const runs = new Map<string, Run>();
  /** Ids of finished tasks, in the order in which they ended, with when that was. */
  const finished = new Map<string, number>();
  const underWay = new Set<Promise<Task>>();
  const listeners = new Set<(task: Task) => void>();

  const drop = (id: string): void => {
    runs.delete(id);
    finished.delete(id);
  };

  const prune = (): void => {
    for (const [id, ended] of finished) {
      if (finished.size <= retention.count && now() - ended < seconds * 1000) return;
      drop(id);
    }
  };

  const publish = (task: Task): void => {
    if (isOver(task) && runs.has(task.id)) {
      finished.set(task.id, now());
      prune();
    }
    for (const listener of listeners) {
      try {
        listener(task);
      } catch (error) {
        log.error({ err: error, task: task.id }, 'a listener to tasks failed');
      }
    }
  };

  /** Nobody sees a task hang because the wording of its error failed. */
  const safely =
    (describe: Describe): Describe =>
    (error) => {
      try {
        return describe(error);
      } catch (failure) {
        log.error({ err: failure, cause: error }, 'the error of a task could not be described');
        return { status: 500, body: undefined, message: { key: 'InternalError', args: [] } };
      }
    };

  const start: Tasks['start'] = ({ pending, ...about }, work, describe) => {
    prune();
    const id = randomUUID();
    const first: Task = {
      ...about,
      id,
      state: pending ? 'Pending' : 'Running',
      percent: 0,
      started: new Date(),
      messages: [],
      revision: '0',
    };
    const run = createRun(first, work, safely(describe), publish);
    runs.set(id, run);
    publish(first);
    const done = run.start();
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
    return { task: run.task(), done };
  };

  return {
    get retention() {
      return seconds;
    },
    set retention(wanted) {
      onRetention(wanted);
      seconds = wanted;
    },
    list: () => {
      prune();
      return [...runs.values()].map((run) => run.task());
    },
    get: (id) => {
      prune();
      return runs.get(id)?.task();
    },
    start,
    cancel: (id) => runs.get(id)?.cancel() ?? false,
    remove: (id) => {
      const run = runs.get(id);
      run?.cancel();
      drop(id);
      return run !== undefined;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      for (const run of runs.values()) run.cancel();
      await Promise.all(underWay);
    },
  };
};
