import { applyBootChange } from './boot-change.js';
import { targetsOf } from './memory/boot-options.js';
import { type Clock, systemClock } from './memory/clock.js';
import type { MemoryControls, Operation } from './memory/controls.js';
import { createFaults } from './memory/faults.js';
import { createGuests } from './memory/guests.js';
import { install, readImage, rollBack } from './memory/install.js';
import { changeKeys, keysOf } from './memory/keys.js';
import { labMachines } from './memory/lab-machines.js';
import { eject, insert } from './memory/media.js';
import { boot } from './memory/power.js';
import type { MachineRecord } from './memory/record.js';
import { resets } from './memory/resets.js';
import { screenshotOf } from './memory/screenshot.js';
import { bootOf, snapshotOf } from './memory/snapshot.js';
import type { MachineSpec } from './memory/spec.js';
import { createVolume, deleteVolume, diskUsage } from './memory/storage.js';
import { measure } from './memory/usage.js';
import { createWorld } from './memory/world.js';
import {
  type Consoles,
  type Hypervisor,
  HypervisorError,
  type KeyControl,
  type Metrics,
  type Screenshots,
  type SetupControl,
  type StorageControl,
} from './port.js';
import { createQueues } from './queue.js';
import { applySetupChange } from './setup-change.js';
import { largestCode } from './uefi/firmware-volume.js';

export type { Clock } from './memory/clock.js';
export type { MemoryControls, Operation } from './memory/controls.js';
export { labMachines, memoryMachines } from './memory/lab-machines.js';
export type { MachineSpec } from './memory/spec.js';

export interface MemoryOptions {
  /** The reference lab where absent. Throws `invalid` or `conflict` where they cannot be together. */
  readonly machines?: readonly MachineSpec[];
  /** `Hypervisor.name`: `memory:` where absent. */
  readonly name?: string;
  /** Milliseconds that a power transition or a guest's way down takes: 500. At 0 it passes through the same states, at once. */
  readonly powerDelay?: number;
  /** Milliseconds between two steps of a boot: as `powerDelay`. */
  readonly bootDelay?: number;
  /** Milliseconds after which GracefulRestart is forced on a guest that does not listen: 60 times `powerDelay`. */
  readonly gracefulTimeout?: number;
  readonly clock?: Clock;
  /** True: firmware can be installed. */
  readonly firmware?: boolean;
}

export type MemoryHypervisor = Hypervisor &
  MemoryControls & {
    readonly setup: SetupControl;
    readonly secureBootKeys: KeyControl;
    readonly screenshots: Screenshots;
    readonly storage: StorageControl;
    readonly metrics: Metrics;
    readonly consoles: Consoles;
  };

/**
 * The reference driver: machines that exist in this process alone, and are gone with it. It does all that the port
 * promises, and is there at once.
 */
export function createMemoryHypervisor(options: MemoryOptions = {}): MemoryHypervisor {
  const { name = 'memory:', powerDelay = 500, bootDelay = powerDelay, gracefulTimeout = 60 * powerDelay } = options;
  const { machines = labMachines, clock = systemClock, firmware = false } = options;
  const world = createWorld(name, clock, { power: powerDelay, boot: bootDelay, graceful: gracefulTimeout }, firmware);
  const queues = createQueues();
  const faults = createFaults(clock);
  let available = true;
  let closed = false;

  function mustBeAvailable(): void {
    if (!available || closed) throw new HypervisorError('unavailable', `no connection to ${name}`, { retryAfter: 1 });
  }

  /** Faults first, then availability: an operation that waited must see what is true when it runs. */
  async function arrive(operation: Operation, signal?: AbortSignal): Promise<void> {
    mustBeAvailable();
    const waiting = faults.pass(operation, signal);
    if (waiting === undefined) return;
    await waiting;
    mustBeAvailable();
  }

  /** One write after the other to one machine. */
  function write<T>(operation: Operation, id: string, work: (record: MachineRecord) => T, signal?: AbortSignal) {
    return queues.run(
      id.toLowerCase(),
      async () => {
        await arrive(operation, signal);
        return work(world.get(id));
      },
      signal,
    );
  }

  function add(spec: MachineSpec): void {
    const record = world.add(spec);
    if (spec.running) boot(world, record, { cold: true, reason: 'running already' });
  }
  for (const spec of machines) add(spec);

  return {
    name,
    version: 'in-memory machines',
    get available() {
      return available && !closed;
    },
    local: true,

    async machines() {
      if (available) await arrive('machines');
      return world.all();
    },
    async machine(id) {
      await arrive('machine');
      return world.find(id);
    },
    async machineByName(wanted) {
      await arrive('machine');
      return world.all().find((machine) => machine.name === wanted);
    },

    reset: (id, type) => write('reset', id, (record) => resets[type](world, record)),
    setBoot: (id, change) =>
      write('setBoot', id, (record) => {
        const { status } = record;
        const { override, mode, order } = applyBootChange(bootOf(record), (m) => targetsOf(record, m), change);
        world.change(record, {
          override,
          nextMode: mode,
          ...(status.power === 'Off' ? { mode } : {}),
          ...(change.order === undefined ? {} : { order }),
        });
      }),
    setSecureBoot: (id, enabled) =>
      write('setSecureBoot', id, (record) => {
        const { hardware, status } = record;
        if (status.secureBoot === undefined) {
          throw new HypervisorError('unsupported', `the firmware of machine ${hardware.name} has no secure boot`);
        }
        const now = status.secureBoot.enabled;
        const takesEffect = status.power === 'Off' || enabled === now;
        world.change(record, { secureBoot: takesEffect ? { enabled } : { enabled: now, pending: enabled } });
      }),
    insertMedia: (id, drive, _source, medium, signal) =>
      write('insertMedia', id, (record) => insert(world, record, drive, medium), signal),
    ejectMedia: (id, drive) => write('ejectMedia', id, (record) => eject(world, record, drive)),
    setState: (id, change) =>
      write('setState', id, (record) => {
        const { state } = record.status;
        const merged = Object.entries({ ...state, ...(typeof change === 'function' ? change(state) : change) });
        world.change(record, { state: Object.fromEntries(merged.filter(([, value]) => value !== undefined)) });
      }),
    setAutostart: (id, autostart) => write('setAutostart', id, (record) => world.change(record, { autostart })),
    setup: {
      setSetup: (id, wanted) =>
        write('setSetup', id, (record) => {
          const nextSetup = applySetupChange(snapshotOf(record, name, ''), wanted);
          world.change(record, { nextSetup, ...(record.status.power === 'Off' ? { setup: nextSetup } : {}) });
        }),
    },
    ...(firmware
      ? {
          firmware: {
            largest: largestCode,
            async install(id: string, path: string) {
              const digest = await readImage(path);
              await write('installFirmware', id, (record) => install(world, record, digest));
            },
            rollBack: (id: string) => write('rollBackFirmware', id, (record) => rollBack(world, record)),
          },
        }
      : {}),
    secureBootKeys: {
      async keys(id) {
        await arrive('keys');
        return keysOf(world.get(id));
      },
      changeKeys: (id, change) => write('changeKeys', id, (record) => changeKeys(world, record, change)),
    },
    screenshots: {
      async screenshot(id) {
        await arrive('screenshot');
        return screenshotOf(world.get(id));
      },
    },
    storage: {
      createVolume: (id, wanted) => write('createVolume', id, (record) => createVolume(world, record, wanted)),
      deleteVolume: (id, target) => write('deleteVolume', id, (record) => deleteVolume(world, record, target)),
      async diskUsage(id, target) {
        await arrive('diskUsage');
        return diskUsage(world.get(id), target);
      },
    },
    metrics: {
      async measure() {
        await arrive('measure');
        return measure(world);
      },
    },

    consoles: {
      async hasConsoleText(id) {
        await arrive('hasConsoleText');
        world.get(id);
        return true;
      },
      async consoleText(id) {
        await arrive('consoleText');
        return world.get(id).guest.console;
      },
    },

    subscribe: world.emitter.subscribe,
    start() {
      world.emitter.emit({ type: 'up', hypervisor: name });
    },
    async close() {
      closed = true;
      world.stop();
    },

    add,
    remove: world.remove,
    rename: world.rename,
    ...createGuests(world),
    failNext: faults.failNext,
    delay: faults.delay,
    setAvailable(next) {
      if (next === available) return;
      available = next;
      world.emitter.emit({ type: next ? 'up' : 'down', hypervisor: name });
    },
  };
}
