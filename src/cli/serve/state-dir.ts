import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** XDG Base Directory Specification: state is kept in `$XDG_STATE_HOME`; an empty or relative one does not count. */
export function defaultStateDir(environment: Readonly<Record<string, string | undefined>>, isRoot: boolean): string {
  if (isRoot) return '/var/lib/redfish-emu';
  const home = environment.XDG_STATE_HOME;
  return join(home?.startsWith('/') ? home : join(homedir(), '.local', 'state'), 'redfish-emu');
}

export interface StateDirs {
  /** Accounts and the like: their owner's alone. */
  readonly bmc: string;
  readonly tls: string;
  /** Images, which QEMU must be able to reach. */
  readonly media: string;
}

/** Makes `dir` so that others may pass through it, to the images, and not look around. Throws where that cannot be. */
export async function openStateDir(dir: string): Promise<StateDirs> {
  await mkdir(dir, { recursive: true, mode: 0o711 }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the state directory ${dir} cannot be made (choose another with --state-dir): ${reason}`, {
      cause,
    });
  });
  return { bmc: join(dir, 'bmc'), tls: join(dir, 'tls'), media: join(dir, 'media') };
}
