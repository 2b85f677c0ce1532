/** A person's terminal on the serial line of a machine. */
import type { Duplex, Readable, Writable } from 'node:stream';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** Keys one by one and unchanged, Ctrl-C included; or lines again. */
  readonly raw: (on: boolean) => void;
}

/** Ctrl-], as telnet and virsh have it. */
const leaveKey = 0x1d;

export type ConsoleEnd = 'left' | 'closed' | 'stopped';

/**
 * Keys go to the line and what it says comes here, until the person presses Ctrl-] (`left`), the machine goes off or
 * another takes the line (`closed`), or the signal aborts (`stopped`). Rejects with what broke the line.
 */
export const attach = (line: Duplex, { input, output, raw }: Terminal, signal?: AbortSignal): Promise<ConsoleEnd> =>
  new Promise((resolve, reject) => {
    const end = (how: ConsoleEnd | Error): void => {
      input.off('data', keys);
      input.pause();
      raw(false);
      signal?.removeEventListener('abort', stopped);
      line.off('data', show);
      line.destroy();
      if (how instanceof Error) reject(how);
      else resolve(how);
    };
    const stopped = (): void => end('stopped');
    const show = (bytes: Buffer): void => {
      if (output.write(bytes)) return;
      line.pause();
      output.once('drain', () => line.resume());
    };
    const keys = (typed: Buffer): void => {
      const at = typed.indexOf(leaveKey);
      const sent = at < 0 ? typed : typed.subarray(0, at);
      if (sent.length > 0 && !line.write(sent)) {
        input.pause();
        line.once('drain', () => input.resume());
      }
      if (at >= 0) end('left');
    };
    line.on('data', show);
    line.once('end', () => end('closed'));
    // Also after its end: a line that is destroyed may still tell of an error that nobody waits for.
    line.on('error', end);
    if (signal?.aborted) return stopped();
    signal?.addEventListener('abort', stopped);
    raw(true);
    input.on('data', keys);
    input.resume();
  });
