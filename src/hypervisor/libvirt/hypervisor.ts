import {
  type Hypervisor as Connection,
  type Domain,
  openHypervisor,
  type ReconnectOptions,
} from '../../libvirt/index.js';
import { createEmitter } from '../emitter.js';
import {
  type Hypervisor,
  HypervisorError,
  type Machine,
  type MediaDriveId,
  type MediumSource,
  mediaDriveIds,
  resetTypes,
} from '../port.js';
import { createQueues } from '../queue.js';
import { setBoot } from './boot/set.js';
import { type Connected, createConnected } from './connected.js';
import { type ConsoleReader, createConsoleReader } from './console/consoles.js';
import { hypervisorError, unavailable } from './errors.js';
import { listen } from './events.js';
import { createFirmwareControls } from './firmware/control.js';
import { setSecureBoot } from './firmware/secure-boot.js';
import type { Machinery } from './machinery.js';
import { ejectMedium } from './media/eject.js';
import { insertMedium } from './media/insert.js';
import { createImageStore } from './media/store.js';
import { direct, type Transfer, uploading } from './media/transfer.js';
import { resets } from './power/resets.js';
import { takeScreenshot } from './screenshot.js';
import { setSetup } from './setup/set.js';
import { setState } from './state.js';
import { createStorage } from './storage/control.js';
import { describeUri } from './uri.js';

export interface LibvirtHypervisorOptions {
  /** `qemu:///system`, `qemu+ssh://host/system`, `test:///default`, ... */
  readonly uri: string;
  /** Milliseconds that a snapshot is good for where no event tells of changes. 10,000 without. */
  readonly maxAge?: number;
  /** Milliseconds that a guest has to restart by itself (GracefulRestart) before it is forced. 30,000 without. */
  readonly gracefulTimeout?: number;
  /**
   * Milliseconds that a running guest has to let go of a disk. 20,000 without: on PCI Express it waits five seconds
   * before it begins (PCIe, "Attention Button"), and may have data to write first.
   */
  readonly unplugTimeout?: number;
  /**
   * How an image file gets to the hypervisor: QEMU opens it where it lies (`direct`), or it is copied into a storage
   * pool there (`upload`). Without: direct where the daemon runs on this machine. `direct` says as well that files of
   * the hypervisor, such as the log of a serial port, can be read where they lie.
   */
  readonly transfer?: 'direct' | 'upload';
  /** Directory on the hypervisor for uploaded images. `/var/lib/libvirt/images/redfish-emu` without. */
  readonly imageDirectory?: string;
  /** Name of the storage pool in which volumes are made. Without: where the machine's disks are, else `default`. */
  readonly storagePool?: string;
  /** Name of the storage pool (files) that firmware images are put into. Without: none can be installed. */
  readonly firmwarePool?: string;
  /** Hears of what went wrong where no caller waits for it. */
  readonly report?: (problem: string, error: unknown) => void;
  readonly connection?: ReconnectOptions;
}

/**
 * Milliseconds that one call may take, so that a QEMU that hangs does not hold up its machine's queue for ever. More
 * than the 30 seconds after which libvirt itself says what it waits for.
 */
const callTimeout = 45_000;

/** A daemon that hangs is as good as one that is away: its clients are to hear so within some seconds. */
const keepAlive = { interval: 3_000, count: 4 };

/** Machines of one libvirt daemon, over one connection. Nothing is dialled before `start()`. */
export function createLibvirtHypervisor(options: LibvirtHypervisorOptions): Hypervisor {
  const { uri, maxAge = 10_000, gracefulTimeout = 30_000, unplugTimeout = 20_000, report = () => undefined } = options;
  const { imageDirectory = '/var/lib/libvirt/images/redfish-emu' } = options;
  const about = describeUri(uri);
  const { name } = about;
  const local = (options.transfer ?? (about.local ? 'direct' : 'upload')) === 'direct';
  const emitter = createEmitter();
  const queues = createQueues();
  let open: Open | undefined;
  let everLoaded = false;

  function start(): void {
    if (open) return;
    const connection = openHypervisor(uri, { callTimeout, keepAlive, ...options.connection });
    const connected = createConnected({
      connection,
      emitter,
      queues,
      maxAge,
      gracefulTimeout,
      unplugTimeout,
      installs: options.firmwarePool !== undefined,
      report,
    });
    const transfer = local ? direct : uploading(createImageStore(connection, imageDirectory));
    const consoles = createConsoleReader({ connection, local, now: () => performance.now() });
    const isUp = () => connection.state === 'up';
    open = { connection, connected, transfer, consoles, close: connection.close, isUp };
    let wasUp = false;
    connection.onState(({ state }) => {
      if (state === 'up') {
        wasUp = true;
        connected.up().then(
          () => {
            everLoaded = true;
            emitter.emit({ type: 'up', hypervisor: name });
            tidy();
          },
          (error: unknown) => report('reading the machines failed', error),
        );
      } else if (wasUp) {
        wasUp = false;
        connected.down();
        emitter.emit({ type: 'down', hypervisor: name });
      }
    });
    listen(connection, connected).catch((error: unknown) => report('no events', error));
  }

  emitter.subscribe((event) => {
    if (event.type === 'removed' || (event.type === 'media' && !event.inserted)) tidy();
  });

  function tidy(): void {
    if (!open?.isUp()) return;
    const { connected, transfer } = open;
    transfer.tidy(connected.inventory.all()).catch((error: unknown) => report('tidying up images failed', error));
  }

  async function opened(): Promise<Open> {
    if (!open) throw unavailable();
    await open.connected.ready();
    return open;
  }
  const ready = async (): Promise<Connected> => (await opened()).connected;

  async function machine(id: string): Promise<Machine | undefined> {
    const { inventory } = await ready();
    try {
      return await inventory.get(id.toLowerCase());
    } catch (error) {
      throw hypervisorError(error);
    }
  }

  /** The machine has to be there, and its turn come. */
  async function change<T>(
    id: string,
    job: (machinery: Machinery, machine: Machine) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const connected = await ready();
    const key = id.toLowerCase();
    return connected.work(
      key,
      async (machinery) => {
        const reading = await connected.inventory.refresh(machinery.domain);
        if (!reading) throw new HypervisorError('not-found', `no machine ${id}`);
        return job(machinery, reading.machine);
      },
      signal,
    );
  }

  async function withConsole<T>(id: string, use: (consoles: ConsoleReader, domain: Domain) => Promise<T>): Promise<T> {
    const { connected, consoles } = await opened();
    const found = connected.inventory.domain(id.toLowerCase());
    if (!found) throw new HypervisorError('not-found', `no machine ${id}`);
    return use(consoles, found);
  }

  const { forget, ...storage } = createStorage({
    ready: opened,
    machine,
    change,
    pool: options.storagePool,
    now: () => performance.now(),
  });
  const parts = { ready: opened, machine, change, now: () => performance.now() };
  const { keys, firmware } = createFirmwareControls(options.firmwarePool, parts);
  const { forget: forgetKeys, ...secureBootKeys } = keys;
  emitter.subscribe((event) => {
    if (event.type !== 'removed') return;
    forget(event.id);
    forgetKeys(event.id);
    open?.consoles.forget(event.id);
  });

  return {
    name,
    local,
    get version() {
      return open?.connected.version;
    },
    get available() {
      return open?.isUp() ?? false;
    },
    async machines() {
      if (open && everLoaded) {
        if (open.isUp()) await open.connected.ready();
        return open.connected.inventory.all();
      }
      return (await ready()).inventory.all();
    },
    machine,
    async machineByName(wanted) {
      const { inventory } = await ready();
      const found = inventory.all().filter((candidate) => candidate.name === wanted);
      return found.length === 1 && found[0] ? machine(found[0].id) : undefined;
    },
    reset: (id, type) =>
      change(id, async (machinery, { name: title, resetTypes: possible }) => {
        if (!resetTypes.includes(type)) throw new HypervisorError('invalid', `no reset type ${type}`);
        if (!possible.includes(type)) throw new HypervisorError('unsupported', `machine ${title} cannot do ${type}`);
        await resets[type](machinery);
      }),
    setBoot: (id, wanted) => change(id, (machinery, found) => setBoot(machinery, found, wanted)),
    setSecureBoot: (id, enabled) => change(id, (machinery, found) => setSecureBoot(machinery, found, enabled)),
    setup: {
      setSetup: (id, wanted) => change(id, (machinery, found) => setSetup(machinery, found, wanted)),
    },
    async insertMedia(id, drive, source, medium, signal) {
      mustBeDrive(drive);
      const found = await machine(id);
      if (!open || !found) throw new HypervisorError('not-found', `no machine ${id}`);
      const insert = (readable: MediumSource) =>
        change(id, (machinery) => insertMedium(machinery, drive, readable, medium), signal);
      try {
        await open.transfer.bring(found, drive, source, medium, insert, signal);
      } catch (error) {
        // Uploaded for nothing, if nobody else has it.
        tidy();
        throw hypervisorError(error);
      }
    },
    ejectMedia: (id, drive) =>
      change(id, (machinery) => {
        mustBeDrive(drive);
        return ejectMedium(machinery, drive);
      }),
    setState: (id, wanted) => change(id, (machinery) => setState(machinery, wanted)),
    setAutostart: (id, autostart) =>
      change(id, async ({ domain }, found) => {
        if (found.autostart !== autostart) await domain.setAutostart(autostart);
      }),
    screenshots: {
      async screenshot(id) {
        const found = (await ready()).inventory.domain(id.toLowerCase());
        if (!found) throw new HypervisorError('not-found', `no machine ${id}`);
        return takeScreenshot(found);
      },
    },
    storage,
    secureBootKeys,
    ...(firmware && { firmware }),
    metrics: {
      measure: async () => (await ready()).measure(),
    },
    consoles: {
      hasConsoleText: (id) => withConsole(id, (consoles, domain) => consoles.isKept(domain)),
      consoleText: (id) => withConsole(id, (consoles, domain) => consoles.of(domain)),
    },
    subscribe: emitter.subscribe,
    start,
    async close() {
      open?.connected.close();
      await open?.close();
    },
  };
}

interface Open {
  readonly connection: Connection;
  readonly connected: Connected;
  readonly transfer: Transfer;
  readonly consoles: ConsoleReader;
  readonly close: () => Promise<void>;
  readonly isUp: () => boolean;
}

function mustBeDrive(drive: MediaDriveId): void {
  if (!mediaDriveIds.includes(drive)) throw new HypervisorError('not-found', `no machine has a drive ${drive}`);
}
