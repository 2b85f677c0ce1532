import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createProcesses } from './processes.js';
import type { ServiceManager } from './service.js';
import { createSystemd } from './systemd.js';

/** The machine that `lab` runs on, where a lab's services are. */
export interface Host {
  /** All that the lab keeps here. */
  readonly dir: string;
  readonly services: ServiceManager;
  /** `/etc/hosts`. */
  readonly hostsFile: string;
}

export const defaultStateDir = '/var/lib/redfish-emu/labs';

export interface HostOptions {
  /** Labs have a directory each in it. */
  readonly stateDir?: string;
  readonly hostsFile?: string;
}

/** sd_booted(3): systemd runs the host where this directory is. */
const hasSystemd = (): boolean => existsSync('/run/systemd/system');

export const openHost = (lab: string, options: HostOptions = {}): Host => {
  // Units and pid files name it wherever they are read.
  const dir = resolve(options.stateDir ?? defaultStateDir, lab);
  return {
    dir,
    services: hasSystemd() ? createSystemd(lab) : createProcesses(join(dir, 'services')),
    hostsFile: options.hostsFile ?? '/etc/hosts',
  };
};
