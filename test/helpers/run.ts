import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Milliseconds after which it is killed. */
  readonly timeout?: number;
}

/** Runs a program to its end and returns what it printed; a non-zero status is an error that shows what it said. */
export const run = async (argv: readonly string[], options: RunOptions = {}): Promise<string> => {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error('no program to run');
  try {
    const { stdout } = await execFileAsync(program, args, {
      maxBuffer: 64 << 20,
      timeout: 60_000,
      killSignal: 'SIGKILL',
      ...options,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${argv.join(' ')}: ${stderr.trim() || stdout.trim() || message}`, { cause: error });
  }
};
