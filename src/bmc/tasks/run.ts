import type { Task, TaskControl, TaskMessage, TaskResult } from '../types.js';

export type Work = (control: TaskControl) => Promise<TaskResult>;
export type Describe = (error: unknown) => TaskResult & { readonly message: TaskMessage };

/** A task on its way: the snapshot of the moment, and what can be done about it. */
export interface Run {
  task(): Task;
  /** Begins the work before it returns; resolves to the last snapshot, whatever became of it. */
  start(): Promise<Task>;
  /** False: it is over. */
  cancel(): boolean;
}

const mostMessages = 100;

export const isOver = ({ state }: Task): boolean =>
  state === 'Completed' || state === 'Exception' || state === 'Cancelled';

/** Whole per cent that never go back; 100 is for what is really finished. */
const clamp = (percent: number, before: number): number =>
  Number.isFinite(percent) ? Math.max(before, Math.min(99, Math.floor(percent))) : before;

const outcomeOf = async (work: Work, describe: Describe, control: TaskControl): Promise<Partial<Task>> => {
  try {
    const result = await work(control);
    // It may have been too late to cancel: what was done was done.
    return result.status < 400 ? { state: 'Completed', percent: 100, result } : { state: 'Exception', result };
  } catch (error) {
    const { message, ...result } = describe(error);
    const state = control.signal.aborted ? 'Cancelled' : 'Exception';
    return { state, result, messages: [message] };
  }
};

/** `onChange` gets each new snapshot after `first`. */
export const createRun = (first: Task, work: Work, describe: Describe, onChange: (task: Task) => void): Run => {
  const controller = new AbortController();
  let task = first;
  let changes = 0;

  const change = ({ messages = [], ...facts }: Partial<Task>): void => {
    changes += 1;
    const all = [...task.messages, ...messages].slice(-mostMessages);
    task = { ...task, ...facts, messages: all, revision: String(changes) };
    onChange(task);
  };

  const progress: TaskControl['progress'] = (percent, message) => {
    if (isOver(task)) return;
    const next = clamp(percent, task.percent);
    const begins = task.state === 'Pending';
    if (next > task.percent || message !== undefined || begins)
      change({ percent: next, messages: message ? [message] : [], ...(begins && { state: 'Running' }) });
  };

  return {
    start: async () => {
      const outcome = await outcomeOf(work, describe, { signal: controller.signal, progress });
      change({ ...outcome, ended: new Date() });
      return task;
    },
    task: () => task,
    cancel: () => {
      if (isOver(task)) return false;
      if (!controller.signal.aborted) {
        change({ state: 'Cancelling' });
        controller.abort();
      }
      return true;
    },
  };
};
