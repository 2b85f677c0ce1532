/** What it takes to install firmware: the image, the hypervisor, and a task around them. */
import type { TaskControl } from '../bmc/types.js';
import { type FirmwareControl, HypervisorError, type Machine } from '../hypervisor/port.js';
import { MediaError } from '../media/types.js';
import type { ApplyTime } from './apply-time.js';
import type { Started } from './call.js';
import type { Context } from './context.js';
import { RedfishError } from './errors.js';
import { failureOf } from './failure.js';
import { type Place, wrongValue } from './problems.js';
import { fromMedia, shownUri, toRedfishError } from './translate.js';
import { updateMessage } from './update-messages.js';
import { systemUri, updateServiceUri } from './uris.js';

/** An image at hand: a file on this machine, for as long as it is held. */
export interface HeldImage {
  readonly path: string;
  release(): void;
}

export interface Update {
  /** For people: the image's URI, or the name of the file that was sent. */
  readonly image: string;
  readonly machines: readonly Machine[];
  readonly applyTime: ApplyTime;
  /** Where the request names the image: for the errors. */
  readonly place: Place;
  readonly fetch: (control: TaskControl) => Promise<HeldImage>;
}

/** Fetching is most of the work. */
const fetchedPercent = 60;

/** Fetches what a URI names, and gives up as soon as it is larger than any firmware. */
export const fetchImage =
  (context: Context, { largest }: FirmwareControl, request: Request, place: Place): Update['fetch'] =>
  async (control) => {
    const tooLarge = new AbortController();
    try {
      const hold = await context.media.acquire(
        { ...request, verifyCertificate: context.settings.verifyCertificate },
        {
          signal: AbortSignal.any([control.signal, tooLarge.signal]),
          onProgress: ({ received, total }) => {
            if ((total ?? received) > largest) tooLarge.abort();
            else if (total) control.progress(Math.floor((received / total) * fetchedPercent));
          },
        },
      );
      return { path: hold.image.path, release: hold.release };
    } catch (error) {
      if (!tooLarge.signal.aborted) throw error;
      throw new RedfishError([wrongValue(place, `It is larger than ${largest} bytes.`)], { cause: error });
    }
  };

interface Request {
  readonly url: string;
  readonly userName?: string;
  readonly password?: string;
}

/** Starts to install, as a task that goes on when its client goes away. One machine after the other. */
export const startUpdate = (context: Context, control: FirmwareControl, update: Update): Started => {
  const { hypervisor, bmc, log } = context;
  const { machines, applyTime, place } = update;
  const image = shownUri(update.image);
  const [only, ...more] = machines;

  const install = async (machine: Machine, path: string, { progress, signal }: TaskControl, percent: number) => {
    const uri = systemUri(machine.id);
    signal.throwIfAborted();
    progress(percent, updateMessage('InstallingOnComponent', image, uri));
    try {
      await control.install(machine.id, path);
      const waits = (await hypervisor.machine(machine.id))?.firmware.images;
      if (waits && waits.now !== waits.next) {
        progress(percent, updateMessage('AwaitToActivate', image, uri));
        if (applyTime === 'OnReset') return;
        await hypervisor.reset(machine.id, 'ForceRestart');
      }
    } catch (error) {
      progress(percent, updateMessage('ApplyFailed', image, uri));
      if (!(error instanceof HypervisorError) || error.code !== 'invalid') throw error;
      throw new RedfishError([wrongValue(place, `${error.message}.`)], { cause: error });
    }
    progress(percent, updateMessage('UpdateSuccessful', uri, image));
  };

  const fetch = async (task: TaskControl) => {
    try {
      return await update.fetch(task);
    } catch (error) {
      task.progress(1, updateMessage('TransferFailed', image, updateServiceUri));
      throw error;
    }
  };

  const work = async (task: TaskControl) => {
    task.progress(0, updateMessage('UpdateInProgress'));
    for (const { id } of machines) task.progress(0, updateMessage('TargetDetermined', systemUri(id), image));
    task.progress(0, updateMessage('TransferringToComponent', image, updateServiceUri));
    const held = await fetch(task);
    try {
      const share = (100 - fetchedPercent) / machines.length;
      for (const [index, machine] of machines.entries())
        await install(machine, held.path, task, fetchedPercent + index * share);
    } finally {
      held.release();
    }
    return { status: 204 };
  };

  const describe = (error: unknown) => {
    const failure =
      error instanceof MediaError ? fromMedia(error, update.image, place) : toRedfishError(error, updateServiceUri);
    if (failure.status >= 500) log.error({ err: error, image }, 'an update failed');
    return failureOf(failure);
  };

  return bmc.tasks.start(
    {
      name: only && more.length === 0 ? `Update the firmware of ${only.name}` : 'Update firmware',
      target: updateServiceUri,
      ...(only && more.length === 0 && { systemId: only.id }),
    },
    work,
    describe,
  );
};

/**
 * The machines that targets name: systems, or their firmware's inventory. Throws `RedfishError` for what is neither, and
 * for machines whose firmware cannot be updated.
 */
export const targetsOf = (uris: readonly string[], machines: readonly Machine[], place: Place): readonly Machine[] => {
  const named = uris.map((uri) => {
    const machine = machines.find(({ id }) => uri === systemUri(id) || uri === firmwareUri(id));
    if (machine?.firmware.images) return machine;
    const why = machine ? 'boots by BIOS, whose firmware is the hypervisor’s' : 'is no system and no firmware of one';
    throw new RedfishError([wrongValue(place, `${shownUri(uri)} ${why}.`)]);
  });
  return [...new Set(named)];
};

export const firmwareUri = (id: string): string => `${updateServiceUri}/FirmwareInventory/BIOS-${id}`;
