import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a program of this folder, which prints its port. */
export const startChild = async (name: string, ...args: readonly string[]): Promise<Child> => {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, '--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const port = await Promise.race([
    once(lines, 'line').then(([line]) => Number(line)),
    gone.then(([status]) => Promise.reject(new Error(`${name} ended at its start: ${String(status)}`))),
  ]);
  return {
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
      lines.close();
    },
  };
};
