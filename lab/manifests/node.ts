/** What a BareMetalHost says of a machine, in every form. */
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine } from '../spec/types.js';

/** Name of the Secret with the credentials of the BMC, in the cluster's namespace. */
export const bmcSecretName = 'bmc-credentials';
export const pullSecretName = 'pull-secret';

/** An address as a URL's host. */
export const urlHost = (address: string): string => (parseAddress(address)?.family === 6 ? `[${address}]` : address);

/** BMO reads `redfish-virtualmedia://` as https. */
export const bmcAddress = ({ bmc }: Lab, { uuid }: LabMachine): string =>
  `redfish-virtualmedia://${urlHost(bmc.address)}:${bmc.port}/redfish/v1/Systems/${uuid}`;

export const bootMode = ({ firmware, secureBoot }: LabMachine): 'UEFI' | 'UEFISecureBoot' | 'legacy' => {
  if (firmware === 'bios') return 'legacy';
  return secureBoot ? 'UEFISecureBoot' : 'UEFI';
};

/** The first disk is the one that is installed to. */
export const rootDeviceHints = ({ disks }: LabMachine): { readonly deviceName: string } | undefined =>
  disks[0] && { deviceName: `/dev/${disks[0].target}` };

export const bootMac = ({ nics }: LabMachine): string => nics[0]?.mac ?? '';

/** Labels of the node in its cluster: OpenShift Data Foundation looks for storage nodes by this one. */
export const nodeLabels = ({ role }: LabMachine): Readonly<Record<string, string>> | undefined =>
  role === 'storage' ? { 'cluster.ocs.openshift.io/openshift-storage': '' } : undefined;
