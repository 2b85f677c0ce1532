import { isLibvirtError } from '../../src/libvirt/index.js';
import { defaultStateDir } from '../host/host.js';
import { locked } from '../host/lock.js';
import { type OpenSite, openSite } from '../kinds/site.js';
import { PlanError } from '../plan/change.js';
import type { Lab } from '../spec/types.js';
import { CommandError } from './output.js';

/** Opens a lab's hypervisors for the time of `work`. What is in a plan's way becomes a `CommandError`. */
export const withSite = async <T>(lab: Lab, stateDir: string, work: (site: OpenSite) => Promise<T>): Promise<T> => {
  try {
    const site = await openSite(lab, { stateDir });
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  } catch (error) {
    if (error instanceof PlanError) throw new CommandError(error.message);
    if (isLibvirtError(error)) throw new CommandError(`libvirt: ${error.message}`);
    // Files of root's, most of all.
    if (error instanceof Error && 'syscall' in error) throw new CommandError(error.message);
    throw error;
  }
};

/** The same for what is between a person and machines, and asks nothing of services on this host. */
export const withMachines = <T>(lab: Lab, work: (site: OpenSite) => Promise<T>): Promise<T> =>
  withSite(lab, defaultStateDir, work);

/** The same for a command that changes the lab: one at a time, `command` is what the others are told. */
export const withLockedSite = <T>(
  lab: Lab,
  command: string,
  work: (site: OpenSite) => Promise<T>,
  stateDir = defaultStateDir,
): Promise<T> => withSite(lab, stateDir, (site) => locked(lab, command, () => work(site)));
