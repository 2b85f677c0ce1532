import { anybody, manager } from '../call.js';
import { link } from '../link.js';
import { protocolFeatures } from '../protocol.js';
import { defineResource } from '../resource.js';
import { eventServiceUri, root, sessionsUri, telemetryUri } from '../uris.js';

/** What every client reads first. */
export const serviceRoot = defineResource({
  path: '/redfish/v1',
  type: 'ServiceRoot.v1_20_0.ServiceRoot',
  privileges: { read: anybody, write: manager },
  find: (_, { context }) => context,
  read: ({ bmc, host, hypervisor, settings }) => ({
    Id: 'RootService',
    Name: 'Root Service',
    RedfishVersion: '1.23.0',
    UUID: bmc.uuid,
    Product: settings.product,
    Vendor: settings.vendor,
    ProtocolFeaturesSupported: protocolFeatures,
    Systems: link(`${root}/Systems`),
    Managers: link(`${root}/Managers`),
    Chassis: link(`${root}/Chassis`),
    UpdateService: link(`${root}/UpdateService`),
    ...(host && { CertificateService: link(`${root}/CertificateService`) }),
    AccountService: link(`${root}/AccountService`),
    SessionService: link(`${root}/SessionService`),
    EventService: link(eventServiceUri),
    ...(hypervisor.metrics && { TelemetryService: link(telemetryUri) }),
    Tasks: link(`${root}/TaskService`),
    Registries: link(`${root}/Registries`),
    JsonSchemas: link(`${root}/JsonSchemas`),
    Links: { Sessions: link(sessionsUri) },
  }),
});
