import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Host } from '../host/host.js';
import type { Change } from '../plan/change.js';

/** The system's word for why nothing can be written there (`EACCES`); of what is not there yet, above it. */
const obstacle = async (path: string): Promise<string | undefined> => {
  try {
    await access(path, constants.W_OK);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' && dirname(path) !== path ? obstacle(dirname(path)) : code;
  }
};

/** Files of this host that these changes cannot write, so that none of them is begun: who runs it may not, mostly. */
export const placeProblems = async (
  { dir, hostsFile }: Host,
  changes: readonly Pick<Change, 'item' | 'what'>[],
): Promise<readonly string[]> => {
  const services = changes.some(({ item }) => item.startsWith('service/')) ? await obstacle(dir) : undefined;
  const names = changes.some(({ item, what }) => item === 'host/names' && what.endsWith(hostsFile))
    ? ((await obstacle(hostsFile)) ?? (await obstacle(dirname(hostsFile))))
    : undefined;
  return [
    ...(services === undefined
      ? []
      : [
          `${dir} cannot be written to (${services}), and the lab's services keep their files there: run this as root, or name another place (--state-dir)`,
        ]),
    ...(names === undefined
      ? []
      : [
          `${hostsFile} cannot be written to (${names}): run this as root, or leave names of this host alone (dns: { host: none })`,
        ]),
  ];
};
