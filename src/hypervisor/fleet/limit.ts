import { createEmitter } from '../emitter.js';
import {
  type FirmwareControl,
  type Hypervisor,
  HypervisorError,
  type HypervisorEvent,
  type KeyControl,
  type Machine,
  type Measured,
  type Metrics,
  type SetupValues,
  type StorageControl,
} from '../port.js';
import { createQueues } from '../queue.js';

/**
 * A hypervisor with only the machines that are named, by UUID in any case or by name: to whoever uses it the others
 * do not exist, in lists, look-ups, operations and events alike. A machine that is renamed comes or goes with its name.
 */
export function limitTo(hypervisor: Hypervisor, allowed: readonly string[]): Hypervisor {
  const words = new Set(allowed.flatMap((word) => [word, word.toLowerCase()]));
  const isAllowed = (machine: Machine) => words.has(machine.id) || words.has(machine.name);
  /** What was last known of a machine: events carry no names, and a removed one cannot be asked. */
  const verdicts = new Map<string, boolean>();
  let seen: { readonly all: readonly Machine[]; readonly visible: readonly Machine[] } | undefined;

  async function machines(): Promise<readonly Machine[]> {
    const all = await hypervisor.machines();
    if (seen?.all !== all) {
      seen = { all, visible: all.filter(isAllowed) };
      for (const { id } of seen.visible) verdicts.set(id, true);
    }
    return seen.visible;
  }

  async function machine(id: string): Promise<Machine | undefined> {
    const found = await hypervisor.machine(id);
    if (found === undefined) return undefined;
    verdicts.set(found.id, isAllowed(found));
    return isAllowed(found) ? found : undefined;
  }

  async function visibleOf(measuring: ReturnType<Metrics['measure']>): ReturnType<Metrics['measure']> {
    const [visible, measured] = await Promise.all([machines(), measuring]);
    const figures = new Map<string, Measured>();
    for (const { id } of visible) {
      const mine = measured.get(id);
      if (mine !== undefined) figures.set(id, mine);
    }
    return figures;
  }

  async function check(id: string): Promise<void> {
    if (words.has(id.toLowerCase()) || (await machine(id)) !== undefined) return;
    throw new HypervisorError('not-found', `there is no machine ${id}`);
  }

  /** The event as it looks to those who see only some machines; undefined: they do not see it. */
  async function limit(event: Exclude<HypervisorEvent, { hypervisor: string }>): Promise<HypervisorEvent | undefined> {
    const { id } = event;
    const before = verdicts.get(id);
    if (event.type === 'removed') {
      verdicts.delete(id);
      return before ? event : undefined;
    }
    const now = await visibleNow(id, before);
    if (!now) return before ? { type: 'removed', id } : undefined;
    return before === false ? { type: 'added', id } : event;
  }

  async function visibleNow(id: string, before: boolean | undefined): Promise<boolean> {
    try {
      return (await machine(id)) !== undefined;
    } catch (error) {
      // It cannot be asked, as in an outage: what was true last is the best that is known.
      if (error instanceof HypervisorError) return before ?? false;
      throw error;
    }
  }

  const emitter = createEmitter();
  const queues = createQueues();
  const unsubscribe = hypervisor.subscribe((event) => {
    if ('hypervisor' in event || words.has(event.id)) {
      emitter.emit(event);
      return;
    }
    // One machine's events stay in their order.
    void queues.run(event.id, async () => {
      const limited = await limit(event);
      if (limited !== undefined) emitter.emit(limited);
    });
  });

  const { setup, firmware, secureBootKeys, screenshots, storage, metrics, consoles } = hypervisor;
  return {
    name: hypervisor.name,
    get version() {
      return hypervisor.version;
    },
    get available() {
      return hypervisor.available;
    },
    local: hypervisor.local,
    machines,
    machine,
    async machineByName(name) {
      const [only, other] = (await machines()).filter((candidate) => candidate.name === name);
      return only === undefined || other !== undefined ? undefined : machine(only.id);
    },

    reset: (id, type) => check(id).then(() => hypervisor.reset(id, type)),
    setBoot: (id, change) => check(id).then(() => hypervisor.setBoot(id, change)),
    setSecureBoot: (id, enabled) => check(id).then(() => hypervisor.setSecureBoot(id, enabled)),
    insertMedia: (id, drive, source, medium, signal) =>
      check(id).then(() => hypervisor.insertMedia(id, drive, source, medium, signal)),
    ejectMedia: (id, drive) => check(id).then(() => hypervisor.ejectMedia(id, drive)),
    setState: (id, change) => check(id).then(() => hypervisor.setState(id, change)),
    setAutostart: (id, autostart) => check(id).then(() => hypervisor.setAutostart(id, autostart)),
    ...(setup === undefined
      ? {}
      : { setup: { setSetup: (id: string, change: SetupValues) => check(id).then(() => setup.setSetup(id, change)) } }),
    ...(firmware === undefined ? {} : { firmware: limitFirmware(firmware, check) }),
    ...(secureBootKeys === undefined ? {} : { secureBootKeys: limitKeys(secureBootKeys, check) }),
    ...(screenshots === undefined
      ? {}
      : { screenshots: { screenshot: (id: string) => check(id).then(() => screenshots.screenshot(id)) } }),
    ...(storage === undefined ? {} : { storage: limitStorage(storage, check) }),
    ...(metrics === undefined ? {} : { metrics: { measure: () => visibleOf(metrics.measure()) } }),

    ...(consoles === undefined
      ? {}
      : {
          consoles: {
            hasConsoleText: (id: string) => check(id).then(() => consoles.hasConsoleText(id)),
            consoleText: (id: string) => check(id).then(() => consoles.consoleText(id)),
          },
        }),

    subscribe: emitter.subscribe,
    start: () => hypervisor.start(),
    async close() {
      unsubscribe();
      await hypervisor.close();
    },
  };
}

function limitStorage(storage: StorageControl, check: (id: string) => Promise<void>): StorageControl {
  return {
    createVolume: (id, wanted) => check(id).then(() => storage.createVolume(id, wanted)),
    deleteVolume: (id, target) => check(id).then(() => storage.deleteVolume(id, target)),
    diskUsage: (id, target) => check(id).then(() => storage.diskUsage(id, target)),
  };
}

function limitFirmware(control: FirmwareControl, check: (id: string) => Promise<void>): FirmwareControl {
  return {
    largest: control.largest,
    install: (id, path) => check(id).then(() => control.install(id, path)),
    rollBack: (id) => check(id).then(() => control.rollBack(id)),
  };
}

function limitKeys(control: KeyControl, check: (id: string) => Promise<void>): KeyControl {
  return {
    keys: (id) => check(id).then(() => control.keys(id)),
    changeKeys: (id, change) => check(id).then(() => control.changeKeys(id, change)),
  };
}
