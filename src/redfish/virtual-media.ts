/** What it takes to get an image into a drive: the library, the hypervisor, and a task around them. */
import type { TaskControl } from '../bmc/types.js';
import type { Machine, MediaDriveId, Medium, MediumSource } from '../hypervisor/port.js';
import { type ImageRequest, MediaError } from '../media/types.js';
import type { Started } from './call.js';
import type { Context, Settings } from './context.js';
import { redfishError } from './errors.js';
import { failureOf } from './failure.js';
import type { Place } from './problems.js';
import { fromMedia, toRedfishError } from './translate.js';
import { mediaUri } from './uris.js';

/** What a client asks to have in a drive. */
export interface Insertion {
  readonly image: string;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  readonly transferMethod?: Medium['transferMethod'] | undefined;
  readonly transferProtocol?: string | undefined;
  /** Where the request names the image: for the errors. */
  readonly place: Place;
}

/** Fetching is nearly all of the work. */
const fetchedPercent = 95;

const userInfo = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i;
/** The image's URI less its user information: what is remembered, and shown. */
const withoutUser = (image: string): string => image.replace(userInfo, '$1');

/** `VirtualMedia.VerifyCertificate`: what a client set, else what the operator did. */
export const verifiesCertificate = (
  { state }: Machine,
  drive: MediaDriveId,
  { verifyCertificate }: Settings,
): boolean => state.verifyCertificate?.[drive] ?? verifyCertificate;

/** PEM certificates that a client gave for the drive's downloads. */
const certificatesOf = ({ state }: Machine, drive: MediaDriveId): readonly string[] =>
  Object.values(state.mediaCertificates?.[drive] ?? {});

const requestOf = (
  settings: Settings,
  machine: Machine,
  drive: MediaDriveId,
  { image, userName, password }: Insertion,
): ImageRequest => ({
  url: image,
  ...(userName !== undefined && { userName }),
  ...(password !== undefined && { password }),
  verifyCertificate: verifiesCertificate(machine, drive, settings),
  certificates: certificatesOf(machine, drive),
});

/** Whether the bytes have to come through here: the hypervisor reads URLs without credentials and certificates of ours. */
export const needsUpload = (machine: Machine, drive: MediaDriveId, insertion: Insertion): boolean => {
  const { userName, image } = insertion;
  const plain = /^https?:/i.test(image) && !userInfo.test(image);
  return userName !== undefined || certificatesOf(machine, drive).length > 0 || !plain;
};

type Deliver = (source: MediumSource, medium: Pick<Medium, 'name' | 'digest' | 'size'>) => Promise<void>;

/** Fetches the image, hands it over, and lets go of it: from then on it is held by the drive that it is in. */
const upload = async ({ media }: Context, request: ImageRequest, control: TaskControl, deliver: Deliver) => {
  const hold = await media.acquire(request, {
    signal: control.signal,
    onProgress: ({ received, total }) => {
      if (total) control.progress(Math.floor((received / total) * fetchedPercent));
    },
  });
  try {
    const { path, size, digest, name } = hold.image;
    await deliver({ kind: 'file', path, size }, { name, size, ...(digest !== undefined && { digest }) });
  } finally {
    hold.release();
  }
};

/** Has the hypervisor read the URL itself, once it is known that it can be read. */
const stream = async ({ media }: Context, request: ImageRequest, { signal }: TaskControl, deliver: Deliver) => {
  const { url, size, name } = await media.probe(request, { signal });
  const known = size === undefined ? {} : { size };
  await deliver({ kind: 'url', url, verifyCertificate: request.verifyCertificate, ...known }, { name, ...known });
};

const running = ({ bmc }: Context, target: string) =>
  bmc.tasks.list().filter((task) => task.target === target && (task.state === 'New' || task.state === 'Running'));

/** A drive that holds a medium, or is about to, takes no other (`VirtualMedia.InsertMedia`, DSP0268). */
export const requireEmpty = (context: Context, machine: Machine, drive: MediaDriveId): void => {
  const holds = machine.media.find(({ id }) => id === drive)?.medium !== undefined;
  if (holds) throw redfishError('ResourceInUse', [], { detail: 'There is a medium in the drive: eject it first.' });
  if (running(context, mediaUri(machine.id, drive)).length > 0)
    throw redfishError('ResourceInUse', [], { detail: 'Another medium is being inserted: wait for it, or eject it.' });
};

/**
 * Starts to insert, as a task that goes on when its client goes away. `around` is called when the image is at hand, and
 * calls `insert`; what else it does is part of the task. A failure leaves the drive as it was.
 */
export const startInsert = (
  context: Context,
  machine: Machine,
  drive: MediaDriveId,
  insertion: Insertion,
  around: (insert: () => Promise<void>) => Promise<void> = (insert) => insert(),
): Started => {
  const { hypervisor, settings, bmc } = context;
  const target = mediaUri(machine.id, drive);
  const request = requestOf(settings, machine, drive, insertion);
  const preferred = insertion.transferMethod ?? settings.transferMethod;
  const transferMethod = needsUpload(machine, drive, insertion) ? 'Upload' : preferred;

  const work = async (control: TaskControl) => {
    const deliver: Deliver = (source, { name, digest, size }) => {
      const medium: Medium = {
        image: withoutUser(insertion.image),
        name,
        writeProtected: true,
        transferMethod,
        ...(insertion.transferProtocol !== undefined && { transferProtocol: insertion.transferProtocol }),
        ...(insertion.userName !== undefined && { userName: insertion.userName }),
        ...(digest !== undefined && { digest }),
        ...(size !== undefined && { size }),
      };
      return around(() => hypervisor.insertMedia(machine.id, drive, source, medium, control.signal));
    };
    await (transferMethod === 'Upload' ? upload : stream)(context, request, control, deliver);
    return { status: 204 };
  };

  const describe = (error: unknown) => {
    const failure =
      error instanceof MediaError ? fromMedia(error, insertion.image, insertion.place) : toRedfishError(error, target);
    if (failure.status >= 500) context.log.error({ err: error, machine: machine.id, drive }, 'insert failed');
    return failureOf(failure);
  };

  return bmc.tasks.start(
    { name: `Insert media into ${drive} of ${machine.name}`, target, systemId: machine.id },
    work,
    describe,
  );
};

/** Ends the inserts of a machine that are under way. */
export const cancelInserts = ({ bmc }: Context, machineId: string, drive?: MediaDriveId): void => {
  const prefix = mediaUri(machineId, drive ?? '');
  for (const { id, target } of bmc.tasks.list()) if (target.startsWith(prefix)) bmc.tasks.cancel(id);
};

/**
 * Empties a drive; one that is empty stays so. An insert under way is given up: the hypervisor takes writes to a
 * machine in their order, so one that could no longer be stopped is ejected after it.
 */
export const ejectMedia = async (context: Context, machineId: string, drive: MediaDriveId): Promise<void> => {
  cancelInserts(context, machineId, drive);
  await context.hypervisor.ejectMedia(machineId, drive);
  await context.media.collect();
};

/**
 * Boot target UefiHttp: the image goes into the CD drive, in the place of what is there or is on its way. `around` is as
 * for `startInsert`. Nothing changes before the image is at hand.
 */
export const startReplace = (
  context: Context,
  machine: Machine,
  image: string,
  around: (insert: () => Promise<void>) => Promise<void>,
): Started => {
  const before = running(context, mediaUri(machine.id, 'Cd'));
  return startInsert(context, machine, 'Cd', { image, place: { property: 'Boot/HttpBootUri' } }, async (insert) => {
    await around(async () => {
      for (const { id } of before) context.bmc.tasks.cancel(id);
      await context.hypervisor.ejectMedia(machine.id, 'Cd');
      await insert();
    });
    await context.media.collect();
  });
};
