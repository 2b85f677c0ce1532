import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface SushySystem {
  readonly uuid: string;
  readonly name: string;
  readonly power: string;
  readonly target: string;
  readonly enabled: string;
  readonly mode: string;
  readonly targets: readonly string[];
  readonly resets: readonly string[];
  readonly memoryGiB: number;
  readonly macs: readonly string[];
}

export interface SushyDrive {
  readonly id: string;
  readonly path: string;
  readonly types: readonly string[];
  readonly inserted: boolean;
  readonly image: string | null;
}

export interface SushyVolume {
  readonly path: string;
  readonly size: number;
  readonly raid: string | null;
}

/** What Ironic does, done by its own library (Debian's python3-sushy). A call that fails there rejects with `SushyError`. */
export interface Sushy {
  systems(): Promise<readonly string[]>;
  system(id: string): Promise<SushySystem>;
  /** Sends a reset and, with `until`, polls the power state until it reads so. */
  setPower(id: string, reset: string, until?: string): Promise<void>;
  setBoot(id: string, target: string, enabled: 'Once' | 'Continuous', mode?: 'UEFI' | 'Legacy'): Promise<void>;
  media(id: string): Promise<readonly SushyDrive[]>;
  insert(id: string, image: string, kind?: string): Promise<string>;
  eject(id: string, kind?: string): Promise<readonly string[]>;
  volumes(id: string): Promise<readonly SushyVolume[]>;
  /** On the same storage as this drive; resolves to its path. */
  createVolume(id: string, drive: string, size: number): Promise<string>;
  /** Those that Ironic takes for RAID volumes; resolves to their paths. */
  deleteVolumes(id: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export class SushyError extends Error {
  override readonly name = 'SushyError';
  /** HTTP status, where it was an answer. */
  readonly status: number | undefined;
  constructor(type: string, message: string, status: number | undefined) {
    super(`${type}: ${message}`);
    this.status = status;
  }
}

interface Answer {
  readonly value?: unknown;
  readonly error?: { readonly type: string; readonly message: string; readonly status: number | null };
}

export interface SushyOptions {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly method?: 'auto' | 'basic' | 'session';
}

export const startSushy = async (options: SushyOptions): Promise<Sushy> => {
  // Either bundle would overrule "do not verify" in requests. A proxy must not come between us and loopback.
  const { REQUESTS_CA_BUNDLE: _, CURL_CA_BUNDLE: __, ...env } = process.env;
  const script = fileURLToPath(new URL('ironic.py', import.meta.url));
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '/usr/bin/python3', '-W', 'ignore', script], {
    env: { ...env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr = `${stderr}${text.toString()}`.slice(-4000);
  });
  const gone = once(child, 'exit');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();

  const exchange = async (request: unknown): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await answers.next();
    if (line.done === true) throw new Error(`sushy ended: ${stderr}`);
    const { value, error } = JSON.parse(line.value) as Answer;
    if (error !== undefined) throw new SushyError(error.type, error.message, error.status ?? undefined);
    return value;
  };
  // One call at a time, in order.
  const call = <T>(name: string, args: Readonly<Record<string, unknown>>): Promise<T> => {
    const next = last.then(
      () => exchange({ call: name, args }),
      () => exchange({ call: name, args }),
    );
    last = next;
    return next as Promise<T>;
  };

  await exchange(options);
  return {
    systems: () => call('systems', {}),
    system: (system) => call('system', { system }),
    setPower: (system, reset, until) => call('set_power', { system, reset, until }),
    setBoot: (system, target, enabled, mode) => call('set_boot', { system, target, enabled, mode }),
    media: (system) => call('media', { system }),
    insert: (system, image, kind = 'CD') => call('insert', { system, image, kind }),
    eject: (system, kind = 'CD') => call('eject', { system, kind }),
    volumes: (system) => call('volumes', { system }),
    createVolume: (system, drive, size) => call('create_volume', { system, drive, size }),
    deleteVolumes: (system) => call('delete_volumes', { system }),
    close: async () => {
      child.stdin.end();
      await gone;
    },
  };
};
