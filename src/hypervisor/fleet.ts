import { createEmitter } from './emitter.js';
import { createList, running } from './fleet/list.js';
import { measureAll } from './fleet/measure.js';
import { createRoutes, type FleetLog } from './fleet/routes.js';
import {
  type Consoles,
  type FirmwareControl,
  type Hypervisor,
  HypervisorError,
  type HypervisorEvent,
  type KeyControl,
  type Machine,
  type SetupControl,
  type StorageControl,
} from './port.js';

export { limitTo } from './fleet/limit.js';
export type { FleetLog } from './fleet/routes.js';

/**
 * Several hypervisors as one. Ids stay the machines' UUIDs; what one hypervisor suffers is no other's business. A
 * UUID that two have at once, as while a machine migrates, is the one that runs.
 */
export function createFleet(hypervisors: readonly Hypervisor[], options: { readonly log: FleetLog }): Hypervisor {
  const emitter = createEmitter();
  const routes = createRoutes(hypervisors, options.log);
  const list = createList(hypervisors);
  const subscriptions = hypervisors.map((hypervisor) =>
    hypervisor.subscribe((event) => {
      routes.note(hypervisor, event);
      emitter.emit(seenFromOutside(event));
    }),
  );

  /** It came to a second hypervisor, or left one of two: to a client the machine is there all the time. */
  function seenFromOutside(event: HypervisorEvent): HypervisorEvent {
    if (event.type !== 'added' && event.type !== 'removed') return event;
    const others = (routes.known(event.id)?.length ?? 0) - (event.type === 'added' ? 1 : 0);
    return others > 0 ? { type: 'changed', id: event.id } : event;
  }

  async function choose(id: string, owners: readonly Hypervisor[]): Promise<Choice | undefined> {
    const answers = await Promise.allSettled(
      owners.map(async (hypervisor) => ({ hypervisor, machine: await hypervisor.machine(id) })),
    );
    const choices = answers.flatMap((answer) => {
      if (answer.status === 'rejected' || answer.value.machine === undefined) return [];
      return [{ hypervisor: answer.value.hypervisor, machine: answer.value.machine }];
    });
    const live = running(choices.map(({ machine }) => machine));
    if (live !== undefined) return choices.find(({ machine }) => machine === live);
    // It may well be running where nobody answers: then the copy that is off is not the machine.
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    return choices[0];
  }

  async function seek(id: string): Promise<Machine | undefined> {
    return (await choose(id, await routes.find(id)))?.machine;
  }

  /** The hot path: with one owner it is that owner's own promise. */
  function machine(id: string): Promise<Machine | undefined> {
    const key = id.toLowerCase();
    const [owner, other] = routes.known(key) ?? [];
    return owner === undefined || other !== undefined ? seek(key) : owner.machine(key);
  }

  async function owner(id: string): Promise<Hypervisor> {
    const key = id.toLowerCase();
    const [only, ...others] = await routes.find(key);
    const hypervisor =
      only === undefined || others.length === 0 ? only : (await choose(key, [only, ...others]))?.hypervisor;
    if (hypervisor === undefined) throw new HypervisorError('not-found', `there is no machine ${id}`);
    return hypervisor;
  }

  const screenshots = {
    async screenshot(id: string) {
      const hypervisor = await owner(id);
      if (hypervisor.screenshots === undefined) {
        throw new HypervisorError('unsupported', `${hypervisor.name} takes no screenshots`);
      }
      return hypervisor.screenshots.screenshot(id);
    },
  };

  const storageOf = async (id: string): Promise<StorageControl> => {
    const hypervisor = await owner(id);
    if (hypervisor.storage !== undefined) return hypervisor.storage;
    throw new HypervisorError('unsupported', `${hypervisor.name} makes no volumes`);
  };
  const storage: StorageControl = {
    createVolume: async (id, wanted) => (await storageOf(id)).createVolume(id, wanted),
    deleteVolume: async (id, target) => (await storageOf(id)).deleteVolume(id, target),
    diskUsage: async (id, target) => (await storageOf(id)).diskUsage(id, target),
  };

  const setup: SetupControl = {
    async setSetup(id, change) {
      const hypervisor = await owner(id);
      if (hypervisor.setup !== undefined) return hypervisor.setup.setSetup(id, change);
      throw new HypervisorError('unsupported', `${hypervisor.name} sets up no firmware`);
    },
  };

  const firmwareOf = async (id: string): Promise<FirmwareControl> => {
    const hypervisor = await owner(id);
    if (hypervisor.firmware !== undefined) return hypervisor.firmware;
    throw new HypervisorError('unsupported', `${hypervisor.name} installs no firmware`);
  };
  const firmware: FirmwareControl = {
    largest: Math.max(...hypervisors.map((each) => each.firmware?.largest ?? 0)),
    install: async (id, path) => (await firmwareOf(id)).install(id, path),
    rollBack: async (id) => (await firmwareOf(id)).rollBack(id),
  };
  const keysOf = async (id: string): Promise<KeyControl> => {
    const hypervisor = await owner(id);
    if (hypervisor.secureBootKeys !== undefined) return hypervisor.secureBootKeys;
    throw new HypervisorError('unsupported', `${hypervisor.name} has no keys of secure boot`);
  };
  const secureBootKeys: KeyControl = {
    // Not to have any is no mistake: it says that there are none.
    keys: async (id) => (await owner(id)).secureBootKeys?.keys(id),
    changeKeys: async (id, change) => (await keysOf(id)).changeKeys(id, change),
  };

  const consoles: Consoles = {
    hasConsoleText: async (id) => (await (await owner(id)).consoles?.hasConsoleText(id)) ?? false,
    consoleText: async (id) => (await owner(id)).consoles?.consoleText(id),
  };

  return {
    name: hypervisors.map(({ name }) => name).join(' '),
    get version() {
      return [...new Set(hypervisors.flatMap(({ version }) => version ?? []))].join('; ');
    },
    get available() {
      return hypervisors.some(({ available }) => available);
    },
    local: hypervisors.every(({ local }) => local),

    machines: async () => (await list()).machines,
    machine,
    async machineByName(name) {
      const found = (await list()).byName.get(name);
      // Asked again: the list may hold what was last known of a hypervisor that is away.
      return found === undefined ? undefined : machine(found.id);
    },

    reset: async (id, type) => (await owner(id)).reset(id, type),
    setBoot: async (id, change) => (await owner(id)).setBoot(id, change),
    setSecureBoot: async (id, enabled) => (await owner(id)).setSecureBoot(id, enabled),
    insertMedia: async (id, drive, source, medium, signal) =>
      (await owner(id)).insertMedia(id, drive, source, medium, signal),
    ejectMedia: async (id, drive) => (await owner(id)).ejectMedia(id, drive),
    setState: async (id, change) => (await owner(id)).setState(id, change),
    setAutostart: async (id, autostart) => (await owner(id)).setAutostart(id, autostart),
    ...(hypervisors.some((each) => each.setup !== undefined) ? { setup } : {}),
    ...(hypervisors.some((each) => each.firmware !== undefined) ? { firmware } : {}),
    ...(hypervisors.some((each) => each.secureBootKeys !== undefined) ? { secureBootKeys } : {}),
    ...(hypervisors.some(({ screenshots: theirs }) => theirs !== undefined) ? { screenshots } : {}),
    ...(hypervisors.some((each) => each.storage !== undefined) ? { storage } : {}),
    ...(hypervisors.some(({ metrics }) => metrics !== undefined)
      ? { metrics: { measure: () => measureAll(hypervisors) } }
      : {}),

    ...(hypervisors.some((each) => each.consoles !== undefined) ? { consoles } : {}),

    subscribe: emitter.subscribe,
    start() {
      for (const hypervisor of hypervisors) hypervisor.start();
    },
    async close() {
      for (const unsubscribe of subscriptions) unsubscribe();
      await Promise.all(hypervisors.map((hypervisor) => hypervisor.close()));
    },
  };
}

interface Choice {
  readonly hypervisor: Hypervisor;
  readonly machine: Machine;
}
