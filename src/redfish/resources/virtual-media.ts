import type { Machine, MediaDrive, MediaDriveId } from '../../hypervisor/port.js';
import { action } from '../action.js';
import { manager } from '../call.js';
import type { Context } from '../context.js';
import { RedfishError } from '../errors.js';
import { link } from '../link.js';
import { conflicting, missing, type Place } from '../problems.js';
import { defineResource } from '../resource.js';
import { nothing, type ObjectSchema, type Value } from '../schema.js';
import { mediaUri } from '../uris.js';
import { ejectMedia, needsUpload, requireEmpty, startInsert, verifiesCertificate } from '../virtual-media.js';

/** A drive and the machine that it is in. */
interface Bay {
  readonly machine: Machine;
  readonly drive: MediaDrive;
}

const mediaTypes: Record<MediaDriveId, readonly string[]> = { Cd: ['CD', 'DVD'], Floppy: ['Floppy', 'USBStick'] };

const insertProperties = {
  Image: { type: 'string', minLength: 1 },
  Inserted: { type: 'boolean' },
  WriteProtected: { type: 'boolean' },
  UserName: { type: 'string' },
  Password: { type: 'string' },
  TransferMethod: { type: 'string', enum: ['Stream', 'Upload'] },
  TransferProtocolType: { type: 'string', enum: ['HTTP', 'HTTPS'] },
} as const;
const insertParameters = {
  type: 'object',
  properties: insertProperties,
  required: ['Image'],
} as const satisfies ObjectSchema;
const writable = {
  type: 'object',
  properties: {
    ...insertProperties,
    Image: { type: ['string', 'null'], minLength: 1 },
    UserName: { type: ['string', 'null'] },
    Password: { type: ['string', 'null'] },
    VerifyCertificate: { type: 'boolean' },
  },
} as const satisfies ObjectSchema;

type Wanted = Value<typeof insertParameters>;

/** What the schema allows and a drive of read-only, shared images cannot do. `place` names a member of the request. */
const requirePossible = ({ machine, drive }: Bay, wanted: Wanted, place: (name: string) => Place): void => {
  const refuse = (name: string, value: unknown, other: string, detail: string) => {
    throw new RedfishError([conflicting(place(name), value, other, detail)]);
  };
  const { Image: image, TransferMethod, TransferProtocolType: protocol } = wanted;
  if (wanted.Inserted === false) refuse('Inserted', false, 'Image', 'A medium in the drive is always inserted.');
  if (wanted.WriteProtected === false)
    refuse('WriteProtected', false, 'Image', 'Images are shared between machines, and never written to.');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(image)?.[1];
  if (protocol !== undefined && protocol !== scheme?.toUpperCase())
    refuse('TransferProtocolType', protocol, 'Image', 'The image URI names another protocol.');
  if (TransferMethod === 'Stream' && needsUpload(machine, drive.id, insertionOf(wanted, place)))
    refuse('TransferMethod', 'Stream', 'Image', 'Only Upload can use credentials, certificates and local files.');
};

const insertionOf = (wanted: Wanted, place: (name: string) => Place) => ({
  image: wanted.Image,
  userName: wanted.UserName,
  password: wanted.Password,
  transferMethod: wanted.TransferMethod,
  transferProtocol: wanted.TransferProtocolType ?? /^https?(?=:)/i.exec(wanted.Image)?.[0].toUpperCase(),
  place: place('Image'),
});

const requireInsertable = (context: Context, bay: Bay, wanted: Wanted, place: (name: string) => Place): void => {
  requirePossible(bay, wanted, place);
  requireEmpty(context, bay.machine, bay.drive.id);
};

/** What a PATCH asks of the drive: a medium, none, or nothing. */
const wantedByPatch = ({ VerifyCertificate: _, ...body }: Value<typeof writable>): Wanted | 'eject' | undefined => {
  if (Object.keys(body).length === 0) return undefined;
  const { Image: image, UserName: user, Password: password, ...rest } = body;
  if (image === null || (image === undefined && rest.Inserted === false)) return 'eject';
  if (image === undefined) throw new RedfishError([missing({ property: 'Image' })]);
  return {
    ...rest,
    Image: image,
    ...(typeof user === 'string' && { UserName: user }),
    ...(typeof password === 'string' && { Password: password }),
  };
};

/** A virtual CD drive or USB stick, the same under the system and under its manager. */
export const virtualMedia = defineResource({
  path: ['/redfish/v1/Systems/{machine}/VirtualMedia/{drive}', '/redfish/v1/Managers/{machine}/VirtualMedia/{drive}'],
  type: 'VirtualMedia.v1_6_5.VirtualMedia',
  privileges: { write: manager },
  find: ({ machine, drive: id }): Bay | undefined => {
    const drive = machine.media.find((one) => one.id === id);
    return drive && { machine, drive };
  },
  read: ({ machine, drive: { id, medium } }, { context }) => ({
    Id: id,
    Name: id === 'Cd' ? 'Virtual CD' : 'Virtual USB stick',
    MediaTypes: mediaTypes[id],
    Image: medium?.image ?? null,
    ImageName: medium?.name ?? null,
    Inserted: medium !== undefined,
    ConnectedVia: medium ? 'URI' : 'NotConnected',
    WriteProtected: medium?.writeProtected ?? true,
    TransferMethod: medium?.transferMethod ?? null,
    TransferProtocolType: medium?.transferProtocol ?? null,
    UserName: medium?.userName ?? null,
    Password: null,
    VerifyCertificate: verifiesCertificate(machine, id, context.settings),
    Certificates: link(`${mediaUri(machine.id, id)}/Certificates`),
  }),
  patch: {
    properties: writable,
    apply: async (bay, body, call) => {
      const { machine, drive } = bay;
      const { context } = call;
      const place = (property: string): Place => ({ property });
      const wanted = wantedByPatch(body);
      if (typeof wanted === 'object') requireInsertable(context, bay, wanted, place);
      const { VerifyCertificate: verify } = body;
      if (verify !== undefined)
        await context.hypervisor.setState(machine.id, {
          verifyCertificate: { ...machine.state.verifyCertificate, [drive.id]: verify },
        });
      if (wanted === 'eject') await ejectMedia(context, machine.id, drive.id);
      if (typeof wanted !== 'object') return undefined;
      const now = verify === undefined ? machine : await context.hypervisor.machine(machine.id);
      return startInsert(context, now ?? machine, drive.id, insertionOf(wanted, place));
    },
  },
  actions: {
    InsertMedia: action({
      parameters: insertParameters,
      run: async (bay: Bay, wanted, { context }) => {
        const place = (parameter: string): Place => ({ action: 'VirtualMedia.InsertMedia', parameter });
        requireInsertable(context, bay, wanted, place);
        return startInsert(context, bay.machine, bay.drive.id, insertionOf(wanted, place));
      },
    }),
    EjectMedia: action({
      parameters: nothing,
      run: async ({ machine, drive }: Bay, _, { context }) => {
        await ejectMedia(context, machine.id, drive.id);
        return undefined;
      },
    }),
  },
});
