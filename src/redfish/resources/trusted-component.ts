import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { systemUri } from '../uris.js';

/** The machine's TPM: what stands in place of `ComputerSystem.TrustedModules`, which is deprecated. */
export const trustedComponent = defineResource({
  path: '/redfish/v1/Chassis/{machine}/TrustedComponents/{component}',
  type: 'TrustedComponent.v1_4_0.TrustedComponent',
  find: ({ machine, component }) => (component === 'TPM' && machine.tpm ? { machine, tpm: machine.tpm } : undefined),
  read: ({ machine, tpm: { model, version } }) => ({
    Id: 'TPM',
    Name: version ? `TPM ${version}` : 'TPM',
    TrustedComponentType: 'Discrete',
    Model: model,
    Status: healthy,
    Links: links('ComponentsProtected', [systemUri(machine.id)]),
  }),
});
