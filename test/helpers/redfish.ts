import type { Emulator } from './emulator.js';
import type { TestMachine } from './machines.js';
import { waitFor } from './wait.js';

/** The parts of a ComputerSystem that the tests look at. */
export interface SystemBody {
  readonly Id: string;
  readonly PowerState: string;
  readonly AssetTag?: string | null;
  readonly Boot: {
    readonly BootSourceOverrideEnabled: string;
    readonly BootSourceOverrideTarget: string;
    readonly BootSourceOverrideMode?: string;
  };
}

export const systemPath = (id: string): string => `/redfish/v1/Systems/${id}`;
export const drivePath = (id: string, drive = 'Cd'): string => `${systemPath(id)}/VirtualMedia/${drive}`;

export const system = (emulator: Emulator, id: string): Promise<SystemBody> => emulator.get(systemPath(id));

/** `Once Cd`, `Disabled None`, ... */
export const override = async (emulator: Emulator, id: string): Promise<string> => {
  const { Boot } = await system(emulator, id);
  return `${Boot.BootSourceOverrideEnabled} ${Boot.BootSourceOverrideTarget}`;
};

/** Until a boot has used the override up: the service says so, and QEMU has been told, which the running machine notes last. */
export const overrideUsed = async (emulator: Emulator, machine: Pick<TestMachine, 'uuid' | 'xml'>): Promise<void> => {
  await waitFor(
    'the override to be used up',
    async () =>
      (await override(emulator, machine.uuid)) === 'Disabled None' && !(await machine.xml()).includes('"override"'),
  );
};

export const reset = (emulator: Emulator, id: string, type: unknown): Promise<Response> =>
  emulator.request('POST', `${systemPath(id)}/Actions/ComputerSystem.Reset`, { ResetType: type });

export const insert = (emulator: Emulator, id: string, body: Readonly<Record<string, unknown>>, drive = 'Cd') =>
  emulator.request('POST', `${drivePath(id, drive)}/Actions/VirtualMedia.InsertMedia`, body);

export const eject = (emulator: Emulator, id: string, drive = 'Cd'): Promise<Response> =>
  emulator.request('POST', `${drivePath(id, drive)}/Actions/VirtualMedia.EjectMedia`, {});

/** Status and first message id of an error, less the registry's version: `400 PropertyUnknown`. */
export const problem = async (response: Response): Promise<string> => {
  const body = (await response.json()) as { error?: { '@Message.ExtendedInfo'?: readonly { MessageId?: string }[] } };
  const id = body.error?.['@Message.ExtendedInfo']?.[0]?.MessageId ?? 'no message';
  return `${response.status} ${id.split('.').at(-1)}`;
};

/** The paths of every resource that links lead to from the service root, each read once with status 200. */
export const crawl = async (emulator: Emulator): Promise<readonly string[]> => {
  const seen = new Set(['/redfish/v1']);
  // A Set yields what is added while it is walked.
  for (const path of seen) {
    const text = JSON.stringify(await emulator.get(path));
    for (const [, link] of text.matchAll(/"@odata\.id":"([^"#]+)/g)) if (link !== undefined) seen.add(link);
  }
  return [...seen];
};
