import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ownProgram } from '../../src/package.js';
import { readIfThere, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { Service } from '../host/service.js';
import type { Lab } from '../spec/types.js';

/** Whole, and without quotes that systemd would have to be told of. */
const newPassword = (): string => randomBytes(18).toString('base64url');

/** Where the BMC's password is: the document's file, or one that is made with the lab. */
export const passwordFileOf = (lab: Lab, { dir }: Host): string => lab.bmc.passwordFile ?? join(dir, 'bmc', 'password');

export const bmcService = (lab: Lab, host: Host): Service => {
  const { address, port, user, allowHttp } = lab.bmc;
  const file = join(host.dir, 'bmc', 'redfish-emu.yaml');
  const passwordFile = passwordFileOf(lab, host);
  return {
    name: 'bmc',
    description: 'Redfish service',
    command: [...ownProgram('src/cli/redfish-emu'), 'serve', '--config', file],
    files: {
      [file]: `# Made by lab create for the lab ${lab.name}.\n${stringify({
        driver: 'libvirt',
        uri: lab.hypervisors.map(({ uri }) => uri),
        machine: lab.machines.map(({ uuid }) => uuid),
        listen: address,
        port,
        user,
        passwordFile,
        allowHttp,
        stateDir: join(host.dir, 'bmc', 'state'),
      })}`,
    },
    answersAt: { address, port },
    prepare: async () => {
      if (lab.bmc.passwordFile !== undefined) {
        if (!existsSync(passwordFile)) throw new Error(`bmc.passwordFile names ${passwordFile}, which is not there`);
      } else if ((await readIfThere(passwordFile)) === undefined) await writeWhole(passwordFile, `${newPassword()}\n`);
    },
  };
};
