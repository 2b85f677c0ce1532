import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end, and gives what it printed. Throws what it complained of, in a line. `limit`: milliseconds. */
export const run = async (argv: readonly string[], signal?: AbortSignal, limit = 60_000): Promise<string> => {
  const [program = '', ...args] = argv;
  try {
    return (await execute(program, args, { timeout: limit, ...(signal && { signal }) })).stdout;
  } catch (error) {
    const {
      code,
      killed,
      stderr = '',
      stdout = '',
      message,
    } = error as Error & { code?: unknown; killed?: boolean; stderr?: string; stdout?: string };
    if (code === 'ENOENT') throw new Error(`${program} is not installed`, { cause: error });
    if (killed && !signal?.aborted)
      throw new Error(`${argv.join(' ')}: did not end within ${limit / 1000} s`, { cause: error });
    throw new Error(`${program}: ${(stderr.trim() || stdout.trim() || message).split('\n').join('; ')}`, {
      cause: error,
    });
  }
};

/** Whether a program can be found. */
export const isInstalled = async (program: string): Promise<boolean> =>
  run(['sh', '-c', 'command -v "$1"', 'sh', program]).then(
    () => true,
    () => false,
  );
