import { type Hypervisor, HypervisorError, type HypervisorEvent } from '../port.js';

/** The part of a logger that this layer needs; pino's fits. */
export interface FleetLog {
  warn(about: object, message: string): void;
}

/** Which hypervisor has which machine, kept by events: finding one costs no call. */
export interface Routes {
  /** The hypervisors that have the machine; more than one while it moves. `id` in lower case. */
  readonly known: (id: string) => readonly Hypervisor[] | undefined;
  /**
   * As `known`, and waits for what is being asked right now. Empty: no such machine. Throws `unavailable` for an
   * unknown one while there is a hypervisor that never said what it has.
   */
  readonly find: (id: string) => Promise<readonly Hypervisor[]>;
  /** Takes note of an event. */
  readonly note: (from: Hypervisor, event: HypervisorEvent) => void;
}

interface Member {
  readonly hypervisor: Hypervisor;
  ids: Set<string>;
  /** It has said what it has, once at least. */
  reached: boolean;
  /** While it is being asked. */
  loading: Promise<void> | undefined;
  /** Something came or went while it was being asked: the answer may be older than that. */
  stale: boolean;
}

export function createRoutes(hypervisors: readonly Hypervisor[], log: FleetLog): Routes {
  const owners = new Map<string, readonly Hypervisor[]>();
  const members = new Map<Hypervisor, Member>(
    hypervisors.map((hypervisor) => [
      hypervisor,
      { hypervisor, ids: new Set(), reached: false, loading: undefined, stale: false },
    ]),
  );

  function add(id: string, hypervisor: Hypervisor): void {
    const before = owners.get(id) ?? [];
    if (before.includes(hypervisor)) return;
    const after = [...before, hypervisor];
    owners.set(id, after);
    if (after.length > 1) {
      log.warn({ machine: id, hypervisors: after.map(({ name }) => name) }, 'a machine is on several hypervisors');
    }
  }

  function remove(id: string, hypervisor: Hypervisor): void {
    const rest = (owners.get(id) ?? []).filter((other) => other !== hypervisor);
    if (rest.length > 0) owners.set(id, rest);
    else owners.delete(id);
  }

  function replace(member: Member, ids: Set<string>): void {
    for (const id of member.ids) if (!ids.has(id)) remove(id, member.hypervisor);
    for (const id of ids) add(id, member.hypervisor);
    member.ids = ids;
  }

  /** Asks until the answer is not overtaken. A hypervisor that is not there yet is asked again when it is up. */
  async function ask(member: Member): Promise<void> {
    const { hypervisor } = member;
    do {
      member.stale = false;
      try {
        const machines = await hypervisor.machines();
        replace(member, new Set(machines.map(({ id }) => id)));
        member.reached = true;
      } catch (error) {
        if (error instanceof HypervisorError && error.code === 'unavailable') continue;
        log.warn({ hypervisor: hypervisor.name, err: error }, 'a hypervisor does not say what machines it has');
      }
    } while (member.stale);
  }

  function load(member: Member): Promise<void> {
    member.loading ??= ask(member).finally(() => {
      member.loading = undefined;
    });
    return member.loading;
  }

  for (const member of members.values()) void load(member);

  return {
    known: (id) => owners.get(id),
    async find(id) {
      const known = owners.get(id);
      if (known !== undefined) return known;
      await Promise.all([...members.values()].map((member) => (member.reached ? member.loading : load(member))));
      const found = owners.get(id);
      if (found !== undefined) return found;
      const unreached = [...members.values()]
        .filter(({ reached }) => !reached)
        .map(({ hypervisor }) => hypervisor.name);
      if (unreached.length === 0) return [];
      throw new HypervisorError('unavailable', `no connection yet to ${unreached.join(', ')}, where ${id} may be`, {
        retryAfter: 1,
      });
    },
    note(from, event) {
      const member = members.get(from);
      if (member === undefined) return;
      switch (event.type) {
        case 'added':
          member.ids.add(event.id);
          add(event.id, from);
          member.stale = true;
          return;
        case 'removed':
          member.ids.delete(event.id);
          remove(event.id, from);
          member.stale = true;
          return;
        case 'up':
          member.stale = true;
          void load(member);
      }
    },
  };
}
