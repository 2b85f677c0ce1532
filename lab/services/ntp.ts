import { join } from 'node:path';
import type { Host } from '../host/host.js';
import type { Service } from '../host/service.js';
import { chronyCheck, chronyCommand, chronyConf, timeNetworks } from '../ntp/chrony.js';
import type { Lab } from '../spec/types.js';

/** One for each network: chronyd(8) listens on one address of a family. */
export const ntpServices = (lab: Lab, { dir }: Host): readonly Service[] =>
  timeNetworks(lab).map((network) => {
    const name = `ntp-${network.name}`;
    const file = join(dir, name, 'chrony.conf');
    const pidFile = join(dir, name, 'chronyd.pid');
    return {
      name,
      description: `Time on ${network.name}`,
      command: chronyCommand(file),
      files: { [file]: chronyConf(lab, network, { pidFile }) },
      // It does not start as long as any process has the number in there.
      stale: [pidFile],
      check: (path) => chronyCheck(path(file)),
    };
  });
