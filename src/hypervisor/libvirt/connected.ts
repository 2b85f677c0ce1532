import { setTimeout as sleep } from 'node:timers/promises';
import type { Hypervisor as Connection, DomainReference } from '../../libvirt/index.js';
import { noOverride } from '../boot-change.js';
import type { Emitter } from '../emitter.js';
import { HypervisorError, type Measured } from '../port.js';
import type { Queues } from '../queue.js';
import { createProgress } from './boot/progress.js';
import { noteReset } from './boot/settle.js';
import { hypervisorError, isUnavailable, unavailable } from './errors.js';
import { createFaults, type Faults } from './faults.js';
import { createCapabilities } from './inventory/capabilities.js';
import { createGuests } from './inventory/guests.js';
import { createHostDevices } from './inventory/host-devices.js';
import { createInventory, type Inventory } from './inventory/inventory.js';
import { createLeases } from './inventory/leases.js';
import { readDomain } from './inventory/reader.js';
import { createSizes } from './inventory/sizes.js';
import type { Machinery } from './machinery.js';
import { lookAtAll } from './metrics/look.js';
import { createSampler } from './metrics/sampler.js';
import { forceRestart } from './power/graceful.js';
import { settle } from './settle.js';
import { createWaiting } from './waiting.js';

/**
 * Milliseconds without another reset until a boot that a reset began counts as begun. SeaBIOS answers a reset with some
 * more of its own within 0.1 s, and each of them makes QEMU read the boot order again: an override for one boot has to
 * last through all of them. A machine that was off has no such trouble: its boot begins with it.
 */
const bootQuiet = 700;

/** What is asked of other parts of libvirt than the machine is good for so many milliseconds. */
const leasesAge = 15_000;
const sizesAge = 60_000;
const guestsAge = 30_000;
const hostDevicesAge = 60_000;

export interface ConnectedParts {
  readonly connection: Connection;
  readonly emitter: Emitter;
  readonly queues: Queues;
  readonly maxAge: number;
  readonly gracefulTimeout: number;
  readonly unplugTimeout: number;
  /** There is a place for firmware images. */
  readonly installs: boolean;
  readonly report: (problem: string, error: unknown) => void;
}

/** The machines behind one connection, which may come and go: inventory, work on machines, and what events set off. */
export interface Connected {
  readonly inventory: Inventory;
  readonly version: string | undefined;
  /** Resolves when all machines are read on the present connection. Throws `unavailable` while there is none. */
  ready(): Promise<void>;
  /** Runs work on one machine when its turn comes; the snapshot is new when this resolves or rejects. */
  work<T>(id: string, job: (machinery: Machinery) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** There is news of this machine: reads it anew. */
  look(reference: DomainReference, reason: string): void;
  /** The guest let go of a device, or would not. */
  unplugged(reference: DomainReference, alias: string, gone: boolean): void;
  /** A disk has another size than the snapshot says. */
  resized(reference: DomainReference): void;
  /** A boot begins: the machine was started, or reset. */
  boots(reference: DomainReference, how: 'started' | 'reset'): void;
  /** The machine runs on from a saved state, a snapshot or another host: no boot. */
  resumed(reference: DomainReference, reason: string): void;
  /** The guest's agent is there. */
  agentConnected(reference: DomainReference): void;
  /** The machine went off. */
  stopped(reference: DomainReference, reason: string): void;
  readonly faults: Faults;
  /** `Metrics.measure` of all its machines. */
  measure(): Promise<ReadonlyMap<string, Measured>>;
  up(): Promise<void>;
  /** The connection is gone, and the events meanwhile are lost. */
  down(): void;
  close(): void;
}

export function createConnected(parts: ConnectedParts): Connected {
  const { connection, emitter, queues, maxAge, gracefulTimeout, unplugTimeout, installs, report } = parts;
  const now = () => performance.now();
  const capabilities = createCapabilities(connection);
  const leases = createLeases(connection, { maxAge: leasesAge, now });
  const sizes = createSizes({ maxAge: sizesAge, now });
  const hostDevices = createHostDevices(connection, { maxAge: hostDevicesAge, now });
  const waiting = createWaiting({ unplugTimeout });
  const progress = createProgress(() => new Date());
  const guests = createGuests({ maxAge: guestsAge, now, changed: (domain) => look(domain, 'the guest agent told') });
  emitter.subscribe((event) => {
    if (event.type !== 'removed') return;
    sizes.forget(event.id);
    progress.forget(event.id);
    guests.forget(event.id);
    faults.forget(event.id);
  });
  let kind = '';
  let version: string | undefined;
  let loading: Promise<void> | undefined;

  const inventory = createInventory({
    list: () => connection.listDomains(),
    domain: connection.domain,
    read: (domain) =>
      readDomain(domain, {
        name: connection.uri,
        capabilities,
        leases,
        sizes,
        guests,
        hostDevices,
        isQemu: () => kind === 'QEMU',
        installs,
        heard: progress.heard,
      }),
    unreadable: ({ name }, error) => report(`reading machine ${name} failed`, error),
    emitter,
    maxAge,
    now,
  });

  const faults = createFaults({ known: inventory.known, now, emit: emitter.emit });

  const sample = createSampler({
    look: () => lookAtAll(connection, (id) => inventory.known(id)?.nics ?? []),
    now,
    date: () => new Date(),
    wait: sleep,
  });

  function machinery(id: string): Machinery {
    const domain = inventory.domain(id);
    if (!domain) throw new HypervisorError('not-found', `no machine ${id}`);
    return {
      id,
      domain,
      hasButtons: kind === 'QEMU',
      define: async (text, before) => {
        if (text !== before) await connection.defineDomain(text);
      },
      hasSecureFirmware: capabilities.secureFirmware,
      setupOffers: capabilities.setup,
      nextReboot: () => waiting.reboot(id),
      deviceGone: (alias) => waiting.device(id, alias),
      watchRestart: () =>
        waiting.after(restartKey(id), gracefulTimeout, () =>
          background('restart of a guest that took too long', id, forceRestart),
        ),
    };
  }

  async function work<T>(id: string, job: (machinery: Machinery) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const run = async (): Promise<T> => {
      const tools = machinery(id);
      try {
        return await job(tools);
      } finally {
        // The next reader sees what was done, also of work that failed half-way. What became of the work is not for
        // this reading to say; without it, the next reader reads.
        await inventory.refresh(tools.domain).catch((error: unknown) => {
          if (!isUnavailable(hypervisorError(error))) report(`reading machine ${tools.domain.name} failed`, error);
        });
      }
    };
    try {
      return await queues.run(id, run, signal);
    } catch (error) {
      throw hypervisorError(error);
    }
  }

  function background(what: string, id: string, job: (machinery: Machinery) => Promise<void>): void {
    work(id, job).catch((error: unknown) => {
      // Gone meanwhile, or the connection is: then the next one settles it.
      const gone = error instanceof HypervisorError && error.code === 'not-found';
      if (!gone && !isUnavailable(error)) report(`${what} failed for machine ${id}`, error);
    });
  }

  const restartKey = (id: string) => `restart ${id}`;
  const bootKey = (id: string) => `boot ${id}`;

  function look(
    reference: DomainReference,
    reason: string,
    then: (unsettled: boolean) => void = () => undefined,
  ): void {
    inventory.refresh(reference, reason).then(
      (reading) => then(reading?.unsettled === true),
      (error: unknown) => {
        if (!isUnavailable(hypervisorError(error))) report(`reading machine ${reference.name} failed`, error);
      },
    );
  }

  function boots(reference: DomainReference, how: 'started' | 'reset'): void {
    const id = reference.uuid;
    const at = Date.now();
    // What this boot uses is what the snapshot says at the moment when it begins.
    const override = inventory.known(id)?.boot.override ?? noOverride;
    if (!waiting.has(bootKey(id))) {
      progress.boots(id);
      emitter.emit({ type: 'boot', id, override });
    }
    look(reference, how, (unsettled) => {
      if (unsettled && how === 'reset') background('noting a reset', id, (tools) => noteReset(tools, at));
    });
    waiting.after(bootKey(id), how === 'reset' ? bootQuiet : 0, () =>
      look(reference, 'booting', (unsettled) => {
        if (unsettled) background('settling', id, (tools) => settle(tools, false));
      }),
    );
    waiting.cancel(restartKey(id));
    if (how === 'reset') waiting.rebooted(id);
  }

  async function load(): Promise<void> {
    capabilities.clear();
    leases.clear();
    hostDevices.clear();
    const [type, number, library] = await Promise.all([
      connection.getType(),
      connection.getVersion(),
      connection.getLibVersion(),
    ]);
    kind = type;
    version = `${type} ${number}, libvirt ${library}`;
    for (const { machine, unsettled } of await inventory.load()) {
      if (unsettled) background('settling', machine.id, (tools) => settle(tools, true));
    }
  }

  return {
    inventory,
    get version() {
      return connection.state === 'up' ? version : undefined;
    },
    async ready() {
      if (connection.state !== 'up' || !loading) throw unavailable(connection.reason);
      await loading;
    },
    work,
    look: (reference, reason) => look(reference, reason),
    unplugged(reference, alias, gone) {
      waiting.unplugged(reference.uuid, alias, gone);
      look(reference, 'device removed');
    },
    resized(reference) {
      sizes.forget(reference.uuid);
      look(reference, 'disk resized');
    },
    boots,
    resumed(reference, reason) {
      progress.forget(reference.uuid);
      look(reference, reason);
    },
    agentConnected(reference) {
      progress.agentConnected(reference.uuid);
      // Another agent, or another guest: what the last one did not answer, this one may.
      guests.forget(reference.uuid);
      look(reference, 'guest agent connected');
    },
    stopped(reference, reason) {
      progress.stopped(reference.uuid);
      look(reference, reason, (unsettled) => {
        if (unsettled) background('settling', reference.uuid, (tools) => settle(tools, false));
      });
    },
    faults,
    measure: () =>
      sample().catch((error: unknown) => {
        throw hypervisorError(error);
      }),
    up() {
      loading = load().catch((error: unknown) => {
        throw hypervisorError(error);
      });
      return loading;
    },
    down() {
      progress.clear();
      guests.clear();
    },
    close: waiting.close,
  };
}
