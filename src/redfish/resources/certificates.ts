import type { Machine, MediaDriveId } from '../../hypervisor/port.js';
import { components } from '../call.js';
import { certificateFrom } from '../certificate-facts.js';
import { defineCollection } from '../collection.js';
import type { Context } from '../context.js';
import { redfishError } from '../errors.js';
import type { ObjectSchema } from '../schema.js';
import { mediaUri } from '../uris.js';

/** As many as anybody needs for one image server, and few enough for the machine's metadata. */
const limit = 8;

type Certificates = Readonly<Record<string, string>>;

/** The certificates that a drive trusts besides the system's; undefined where there is no such drive. */
export const certificatesOf = (
  machine: Machine,
  drive: string,
): { id: MediaDriveId; all: Certificates } | undefined => {
  const found = machine.media.find(({ id }) => id === drive);
  return found && { id: found.id, all: machine.state.mediaCertificates?.[found.id] ?? {} };
};

export const storeCertificates = ({ hypervisor }: Context, machine: Machine, drive: MediaDriveId, all: Certificates) =>
  hypervisor.setState(machine.id, { mediaCertificates: { ...machine.state.mediaCertificates, [drive]: all } });

const properties = {
  type: 'object',
  properties: { CertificateString: { type: 'string' }, CertificateType: { type: 'string', enum: ['PEM'] } },
  required: ['CertificateString', 'CertificateType'],
} as const satisfies ObjectSchema;

/** What a drive's downloads over TLS may trust. The schema has a place for them under systems alone. */
export const certificates = defineCollection({
  path: '/redfish/v1/Systems/{machine}/VirtualMedia/{drive}/Certificates',
  of: 'Certificate',
  name: 'Trusted Certificates',
  privileges: { read: components },
  members: ({ machine, drive }) => {
    const known = certificatesOf(machine, drive);
    return known && Object.keys(known.all);
  },
  create: {
    properties,
    run: async ({ params: { machine, drive } }, { CertificateString }, { context }) => {
      const known = certificatesOf(machine, drive);
      if (known === undefined) throw redfishError('ResourceNotFound', ['VirtualMedia', drive]);
      const ids = Object.keys(known.all).map(Number);
      if (ids.length >= limit) throw redfishError('CreateLimitReachedForResource', []);
      const id = String(Math.max(0, ...ids) + 1);
      await storeCertificates(context, machine, known.id, {
        ...known.all,
        [id]: certificateFrom(CertificateString).pem,
      });
      return { uri: `${mediaUri(machine.id, drive)}/Certificates/${id}` };
    },
  },
});
