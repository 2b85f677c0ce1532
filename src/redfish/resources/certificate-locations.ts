import { manager } from '../call.js';
import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { httpsCertificatesUri, mediaUri } from '../uris.js';

/** Every certificate that the caller may see. */
export const certificateLocations = defineResource({
  path: '/redfish/v1/CertificateService/CertificateLocations',
  type: 'CertificateLocations.v1_0_4.CertificateLocations',
  privileges: { read: manager, write: manager },
  find: (_, { context: { host } }) => host,
  read: async (_, { machines }) => {
    const all = await machines();
    return {
      Id: 'CertificateLocations',
      Name: 'Certificate Locations',
      Links: links('Certificates', [
        ...all.map(({ id }) => `${httpsCertificatesUri(id)}/1`),
        ...all.flatMap(({ id, state }) =>
          Object.entries(state.mediaCertificates ?? {}).flatMap(([drive, kept]) =>
            Object.keys(kept ?? {}).map((one) => `${mediaUri(id, drive)}/Certificates/${one}`),
          ),
        ),
      ]),
    };
  },
});
