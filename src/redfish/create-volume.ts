/** What it takes to make a volume: the hypervisor, a name, and a task around them. */
import type { Machine, StorageControl } from '../hypervisor/port.js';
import type { Started } from './call.js';
import type { Context } from './context.js';
import { redfishError } from './errors.js';
import { failureOf } from './failure.js';
import { nameKeyOf } from './storage.js';
import { toRedfishError } from './translate.js';
import { volumesUri } from './uris.js';

/** What a client asks for. */
export interface WantedVolume {
  readonly bus: string;
  /** Bytes. */
  readonly capacity: number;
  readonly displayName?: string | undefined;
  /** Target of the drive that the volume is to lie on. */
  readonly beside?: string | undefined;
}

/** The hypervisor's storage; throws `RedfishError` where it has none. `about`: the resource's URI. */
export const storageOf = ({ hypervisor }: Context, about: string): StorageControl => {
  if (hypervisor.storage) return hypervisor.storage;
  throw redfishError('ActionNotSupported', [about], { detail: `${hypervisor.name} makes no volumes.` });
};

/** Names a volume, or takes its name away. Names of volumes that are gone go with it. */
export const nameVolume = async ({ hypervisor }: Context, id: string, target: string, name: string | null) => {
  const machine = await hypervisor.machine(id);
  const disk = machine?.disks.find((candidate) => candidate.target === target);
  if (!machine || !disk) throw redfishError('ResourceNotFound', ['Volume', target]);
  const known = new Set(machine.disks.map(nameKeyOf));
  await hypervisor.setState(id, ({ volumeNames = {} }) => {
    const kept = Object.entries(volumeNames).filter(([key]) => known.has(key) && key !== nameKeyOf(disk));
    const names = name === null ? kept : [...kept, [nameKeyOf(disk), name] as const];
    return { volumeNames: names.length > 0 ? Object.fromEntries(names) : undefined };
  });
};

/** Starts to make a volume, as a task that goes on when its client goes away. A failure leaves nothing behind. */
export const startVolume = (
  context: Context,
  machine: Machine,
  { bus, capacity, displayName, beside }: WantedVolume,
): Started => {
  const { bmc, log } = context;
  const target = volumesUri(machine.id, bus);
  const storage = storageOf(context, target);

  const work = async () => {
    const made = await storage.createVolume(machine.id, { bus, capacity, ...(beside !== undefined && { beside }) });
    if (displayName !== undefined) {
      try {
        await nameVolume(context, machine.id, made, displayName);
      } catch (error) {
        await storage.deleteVolume(machine.id, made);
        throw error;
      }
    }
    return { status: 201, body: undefined, headers: { Location: `${target}/${made}` } };
  };

  const describe = (error: unknown) => {
    const failure = toRedfishError(error, target);
    if (failure.status >= 500) log.error({ err: error, machine: machine.id, bus }, 'creating a volume failed');
    return failureOf(failure);
  };

  return bmc.tasks.start(
    { name: `Create a volume of ${machine.name} on ${bus}`, target, systemId: machine.id },
    work,
    describe,
  );
};
