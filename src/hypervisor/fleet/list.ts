import { type Hypervisor, HypervisorError, type Machine } from '../port.js';

export interface MachineList {
  readonly machines: readonly Machine[];
  /** Those whose name no other machine has. */
  readonly byName: ReadonlyMap<string, Machine>;
}

/** The machines of several hypervisors as one list; made anew only when one of them has another. */
export function createList(hypervisors: readonly Hypervisor[]): () => Promise<MachineList> {
  let parts: readonly (readonly Machine[])[] = [];
  let list: MachineList | undefined;
  return async () => {
    const answers = await Promise.allSettled(hypervisors.map((hypervisor) => hypervisor.machines()));
    const next = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (next.length === 0 && failure !== undefined) throw noneReached(hypervisors, failure.reason);
    if (list === undefined || !sameParts(next, parts)) {
      list = listOf(merge(next));
      parts = next;
    }
    return list;
  };
}

/** Of two snapshots of one machine, the one that tells where it runs. */
export function running(machines: readonly Machine[]): Machine | undefined {
  return machines.find(({ power }) => power !== 'Off');
}

function noneReached(hypervisors: readonly Hypervisor[], cause: unknown): HypervisorError {
  const names = hypervisors.map(({ name }) => name).join(', ');
  return new HypervisorError('unavailable', `no connection to ${names}`, { cause, retryAfter: 1 });
}

function sameParts(a: readonly (readonly Machine[])[], b: readonly (readonly Machine[])[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

function merge(parts: readonly (readonly Machine[])[]): readonly Machine[] {
  const byId = new Map<string, Machine>();
  for (const machine of parts.flat()) {
    const other = byId.get(machine.id);
    byId.set(machine.id, other === undefined ? machine : (running([other, machine]) ?? other));
  }
  return [...byId.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
}

function listOf(machines: readonly Machine[]): MachineList {
  const byName = new Map<string, Machine>();
  const several = new Set<string>();
  for (const machine of machines) {
    if (byName.has(machine.name)) several.add(machine.name);
    byName.set(machine.name, machine);
  }
  for (const name of several) byName.delete(name);
  return { machines, byName };
}
