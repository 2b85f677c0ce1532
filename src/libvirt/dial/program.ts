/** A program's standard input and output as one stream. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';

/** Characters of the program's complaints that are kept for the error. */
const complaintLimit = 4000;

/**
 * Starts the program. The stream ends with it; where it fails, with an error that carries what it wrote to its
 * standard error. Destroying the stream ends the program.
 */
export function dialProgram(command: string, args: readonly string[]): Duplex {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-complaintLimit);
  });
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    // What is written to a program that has gone is reported by its exit, which says why.
    write: (chunk: Buffer, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => stream.destroy(error));
  child.on('close', (code, signal) => {
    const how = signal === null ? `status ${code}` : `signal ${signal}`;
    const why = complaint.trim().replace(/\s*\n\s*/g, '; ');
    if (code === 0) stream.push(null);
    else stream.destroy(new Error(`${command} ended with ${how}${why === '' ? '' : `: ${why}`}`));
  });
  return stream;
}
