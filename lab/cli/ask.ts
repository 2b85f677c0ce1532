import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

export interface Asking {
  readonly input: Readable;
  readonly output: Writable;
  /** Keys come one by one, Ctrl-C and Ctrl-D among them. */
  readonly terminal?: boolean;
  readonly signal: AbortSignal;
}

/** A person's answer; an empty one where they pressed Ctrl-C or Ctrl-D, or the signal aborts. */
export const askPerson = async (question: string, { signal, ...streams }: Asking): Promise<string> => {
  const lines = createInterface(streams);
  // After Ctrl-D nobody answers any more, and the question alone would wait for ever.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question, { signal }), closed]);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return '';
    throw error;
  } finally {
    lines.close();
  }
};
