import { createAnswers } from '../answers.js';
import type { HostFiles } from './host-files.js';

/** What the host says of one firmware image (QEMU's docs/interop/firmware.json), as far as it is of use here. */
export interface FirmwareDescriptor {
  /** Code in flash, and the variable store that a new machine's is a copy of. */
  readonly loader: string;
  readonly template: string;
  readonly architectures: readonly string[];
  /** `secure-boot`, `enrolled-keys`, `requires-smm`. */
  readonly features: readonly string[];
}

export interface Descriptors {
  /** First is taken first. At most a minute old; where some could not be read, they are read anew each time. */
  all(): Promise<readonly FirmwareDescriptor[]>;
}

/** The administrator's come before the distribution's, and one of the same name takes its place. */
const directories = ['/etc/qemu/firmware', '/usr/share/qemu/firmware'];

/** Milliseconds: packages come and go. */
export const packagesAge = 60_000;

export function createDescriptors(files: HostFiles, now: () => number): Descriptors {
  const answers = createAnswers<Awaited<ReturnType<typeof read>>>({ maxAge: packagesAge, now });

  async function read(): Promise<{ readonly found: readonly FirmwareDescriptor[]; readonly whole: boolean }> {
    let whole = true;
    const paths = new Map<string, string>();
    for (const directory of directories) {
      const names = await files.list(directory);
      whole &&= names !== undefined;
      for (const name of names ?? []) {
        if (name.endsWith('.json') && !paths.has(name)) paths.set(name, `${directory}/${name}`);
      }
    }
    const found: FirmwareDescriptor[] = [];
    for (const [, path] of [...paths].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const file = await files.read(path);
      whole &&= file !== undefined;
      found.push(...parse(file?.bytes.toString() ?? ''));
    }
    return { found, whole };
  }

  return {
    async all() {
      const { found, whole } = await answers.of('', read);
      if (!whole) answers.forget('');
      return found;
    },
  };
}

interface Written {
  readonly mapping?: {
    readonly device?: string;
    readonly executable?: { readonly filename?: string };
    readonly 'nvram-template'?: { readonly filename?: string };
  };
  readonly targets?: readonly { readonly architecture?: string }[];
  readonly features?: readonly string[];
}

/** None where it is no descriptor, or one of firmware that has no variable store of its own. */
export function parse(text: string): readonly FirmwareDescriptor[] {
  let written: Written;
  try {
    written = JSON.parse(text);
  } catch {
    // An empty file of the administrator's hides the distribution's.
    return [];
  }
  const loader = written.mapping?.executable?.filename;
  const template = written.mapping?.['nvram-template']?.filename;
  if (written.mapping?.device !== 'flash' || !loader || !template) return [];
  const architectures = (written.targets ?? []).flatMap(({ architecture }) => architecture ?? []);
  return [{ loader, template, architectures, features: written.features ?? [] }];
}
