import { takeApplyTime } from '../apply-time.js';
import { components } from '../call.js';
import { noteRequest } from '../note-request.js';
import { missing, throwAll } from '../problems.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { startUpdate, targetsOf } from '../update.js';
import { updateUploadUri } from '../uris.js';
import { compile } from '../validate.js';

const parameters = {
  type: 'object',
  properties: { Targets: { type: 'array', items: { type: 'string' }, maxItems: 1000 } },
  required: ['Targets'],
} as const satisfies ObjectSchema;
const check = compile(parameters);

const place = (property: string) => ({ property });

/** `MultipartHttpPushUri`: an image comes with the request itself. */
export const updateUpload = defineResource({
  path: updateUploadUri,
  type: 'UpdateUpload',
  privileges: { create: components },
  find: (_, { context: { hypervisor } }) => hypervisor.firmware,
  read: () => ({}),
  upload: {
    largest: ({ largest }) => largest,
    take: async (firmware, body, { name, path, release }, call) => {
      const { context, machines, uri } = call;
      const { rest, applyTime } = takeApplyTime(body, ['OnReset', 'Immediate'], place);
      const { Targets } = check(rest);
      if (Targets.length === 0) throwAll([missing(place('Targets'))]);
      const targets = targetsOf(Targets, await machines(), place('Targets'));
      for (const { id } of targets) noteRequest(call, id, uri);
      return startUpdate(context, firmware, {
        image: name,
        machines: targets,
        applyTime,
        place: place('UpdateFile'),
        fetch: () => Promise.resolve({ path, release }),
      });
    },
  },
});
