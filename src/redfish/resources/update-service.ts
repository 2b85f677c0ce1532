import { action } from '../action.js';
import { type Call, components } from '../call.js';
import type { Context } from '../context.js';
import { redfishError } from '../errors.js';
import { link } from '../link.js';
import { noteRequest } from '../note-request.js';
import { missing, throwAll } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { fetchImage, startUpdate, targetsOf } from '../update.js';
import { updateServiceUri, updateUploadUri } from '../uris.js';

const parameters = {
  type: 'object',
  properties: {
    ImageURI: { type: 'string', minLength: 1 },
    /** Not left out: nobody updates every machine by not saying which. */
    Targets: { type: 'array', items: { type: 'string' }, maxItems: 1000 },
    TransferProtocol: { type: 'string', enum: ['HTTP', 'HTTPS'] },
    Username: { type: 'string' },
    Password: { type: 'string' },
  },
  required: ['ImageURI', 'Targets'],
} as const satisfies ObjectSchema;

const place = (parameter: string) => ({ action: 'UpdateService.SimpleUpdate', parameter });

/** A URI without a scheme, `host:8080/path`, takes it from `TransferProtocol` (`SimpleUpdate`, DSP0268). */
const withScheme = (uri: string, protocol = 'HTTP'): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) || uri.startsWith('/') ? uri : `${protocol.toLowerCase()}://${uri}`;

/** What is installed. What of it can be updated is the firmware of machines, where the operator has named a place for images. */
export const updateService = defineResource({
  path: updateServiceUri,
  type: 'UpdateService.v1_17_0.UpdateService',
  privileges: { write: components },
  find: (_, { context }) => context,
  read: ({ hypervisor: { firmware }, settings }) => ({
    Id: 'UpdateService',
    Name: 'Update Service',
    Status: healthy,
    ServiceEnabled: firmware !== undefined,
    ...(firmware && {
      MaxImageSizeBytes: firmware.largest,
      MultipartHttpPushUri: updateUploadUri,
      VerifyRemoteServerCertificate: settings.verifyCertificate,
    }),
    FirmwareInventory: link(`${updateServiceUri}/FirmwareInventory`),
  }),
  actions: {
    SimpleUpdate: action({
      parameters,
      applyTimes: ['OnReset', 'Immediate'],
      offered: ({ hypervisor }: Context) => hypervisor.firmware !== undefined,
      run: async (context, body, call: Call, applyTime) => {
        const { machines, uri } = call;
        const { firmware } = context.hypervisor;
        if (!firmware) throw redfishError('ActionNotSupported', [uri]);
        const { ImageURI, Targets, TransferProtocol, Username, Password } = body;
        if (Targets.length === 0) throwAll([missing(place('Targets'))]);
        const image = withScheme(ImageURI, TransferProtocol);
        const request = {
          url: image,
          ...(Username !== undefined && { userName: Username }),
          ...(Password !== undefined && { password: Password }),
        };
        const targets = targetsOf(Targets, await machines(), place('Targets'));
        for (const { id } of targets) noteRequest(call, id, `${uri}/Actions/UpdateService.SimpleUpdate`);
        return startUpdate(context, firmware, {
          image,
          machines: targets,
          applyTime,
          place: place('ImageURI'),
          fetch: fetchImage(context, firmware, request, place('ImageURI')),
        });
      },
    }),
  },
});
