/** Time of a lab: chronyd, on the gateway of each network that the lab has of its own. */
import type { Lab, LabNetwork } from '../spec/types.js';

export interface ChronyOptions {
  /** Other than that of the host's own chronyd, or it takes that for itself and does not start. */
  readonly pidFile: string;
  /** Account that it goes on as; without, the one that it was built with. It has to exist. */
  readonly user?: string;
}

/** Stays in the foreground. `-x`: the clock is the host's, and whoever sets it goes on doing so. */
export const chronyCommand = (file: string): readonly string[] => ['chronyd', '-x', '-d', '-f', file];

/** Ends with a status other than 0, and says why, where the file cannot be used. */
export const chronyCheck = (file: string): readonly string[] => ['chronyd', '-p', '-f', file];

/** Whether there is a time server on the network's gateway: that of a bridge is somebody else's. */
export const servesTime = (lab: Lab, { mode }: Pick<LabNetwork, 'mode'>): boolean =>
  lab.ntp.enabled && lab.ntp.servers.length === 0 && mode !== 'bridge';

/** Each needs a chronyd: one process listens on one address of each family, or on all that the host has. */
export const timeNetworks = (lab: Lab): readonly LabNetwork[] =>
  lab.networks.filter((network) => servesTime(lab, network));

/**
 * What chrony.conf(5) of a network says, for chrony 4 and newer; the same bytes for the same lab. It serves the host's
 * clock as it is, to the network alone. The first line is a comment with the lab's name.
 *
 * `cmdport 0` does not close the command socket in the file system, which would be that of the host's own chronyd:
 * `bindcmdaddress /` does.
 */
export const chronyConf = (lab: Lab, { name, subnets }: LabNetwork, { pidFile, user }: ChronyOptions): string =>
  [
    `# Time of the lab ${lab.name}, network ${name}. To be run with -x, which leaves the host's clock alone.`,
    ...subnets.flatMap(({ gateway, cidr }) => [`bindaddress ${gateway}`, `allow ${cidr.text}`]),
    'local stratum 10',
    'cmdport 0',
    'bindcmdaddress /',
    `pidfile ${pidFile}`,
    ...(user === undefined ? [] : [`user ${user}`]),
    '',
  ].join('\n');
