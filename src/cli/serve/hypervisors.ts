/** Where the machines are: libvirt, or this process's own memory. */
import type { Logger } from 'pino';
import { createFleet, limitTo } from '../../hypervisor/fleet.js';
import { createLibvirtHypervisor } from '../../hypervisor/libvirt/index.js';
import { createMemoryHypervisor, memoryMachines } from '../../hypervisor/memory.js';
import type { Hypervisor } from '../../hypervisor/port.js';
import type { Settings } from '../config/options.js';

export interface Machinery {
  /** Each by itself, with all its machines. */
  readonly hypervisors: readonly Hypervisor[];
  /** What is served. */
  readonly fleet: Hypervisor;
  /** In words, for the greeting. */
  readonly about: string;
  /** Calls to libvirt so far, by procedure, of all hypervisors together; goes on counting. */
  readonly libvirtCalls: ReadonlyMap<string, number>;
}

const defaultUri = 'qemu:///system';
/** Milliseconds that `auto` waits for libvirt to answer. */
const patience = 3000;

/** Started already. Never waits for a libvirt that the settings name: it may come later. */
export async function openMachinery(settings: Settings, log: Logger): Promise<Machinery> {
  const libvirtCalls = new Map<string, number>();
  const onCall = (procedure: string) => libvirtCalls.set(procedure, (libvirtCalls.get(procedure) ?? 0) + 1);
  const { hypervisors, about } = await choose(settings, log, onCall);
  const fleet = hypervisors.length === 1 && hypervisors[0] ? hypervisors[0] : createFleet(hypervisors, { log });
  return {
    hypervisors,
    fleet: settings.machine === undefined ? fleet : limitTo(fleet, settings.machine),
    about,
    libvirtCalls,
  };
}

async function choose(
  { driver, uri, memoryMachines: count, powerDelay, restartGrace, storagePool, firmwarePool }: Settings,
  log: Logger,
  onCall: (procedure: string) => void,
): Promise<Omit<Machinery, 'fleet' | 'libvirtCalls'>> {
  const gracefulTimeout = restartGrace * 1000;
  const memory = (reason: string) => {
    const hypervisor = createMemoryHypervisor({
      machines: memoryMachines(count),
      powerDelay: powerDelay * 1000,
      gracefulTimeout,
      firmware: firmwarePool !== undefined,
    });
    hypervisor.start();
    return { hypervisors: [hypervisor], about: `machines that exist in this process alone${reason}` };
  };
  const libvirt = (uris: readonly string[]) => {
    const report = (problem: string, error: unknown) => log.warn({ err: error }, problem);
    const hypervisors = [...new Set(uris)].map((each) =>
      createLibvirtHypervisor({
        uri: each,
        gracefulTimeout,
        ...(storagePool === undefined ? {} : { storagePool }),
        ...(firmwarePool === undefined ? {} : { firmwarePool }),
        report,
        connection: { onCall },
      }),
    );
    for (const hypervisor of hypervisors) hypervisor.start();
    return { hypervisors, about: `machines of ${hypervisors.map(({ name }) => name).join(', ')}` };
  };

  if (driver === 'memory') return memory('');
  // Who names a hypervisor means it, whether or not it answers yet.
  if (driver === 'libvirt' || uri !== undefined) return libvirt(uri ?? [defaultUri]);
  const tried = libvirt([defaultUri]);
  if (await anyUp(tried.hypervisors, patience)) return tried;
  await Promise.all(tried.hypervisors.map((hypervisor) => hypervisor.close()));
  return memory(` (no libvirt daemon answered at ${defaultUri})`);
}

/** Resolves to whether one is available within so many milliseconds. */
function anyUp(hypervisors: readonly Hypervisor[], limit: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (up: boolean) => {
      clearTimeout(timer);
      for (const end of ends) end();
      resolve(up);
    };
    const timer = setTimeout(settle, limit, false);
    const ends = hypervisors.map((hypervisor) => hypervisor.subscribe(({ type }) => type === 'up' && settle(true)));
    if (hypervisors.some(({ available }) => available)) settle(true);
  });
}
