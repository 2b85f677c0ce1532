import { join } from 'node:path';
import type { Host } from '../host/host.js';
import type { Service } from '../host/service.js';
import { haproxyCheck, haproxyCommand, haproxyConf } from '../loadbalancer/haproxy.js';
import type { Lab } from '../spec/types.js';

export const loadBalancerService = (lab: Lab, { dir }: Host): Service | undefined => {
  const conf = haproxyConf(lab, { statsSocket: join(dir, 'lb', 'stats.sock') });
  if (conf === undefined) return undefined;
  const file = join(dir, 'lb', 'haproxy.cfg');
  return {
    name: 'lb',
    description: 'Load balancer',
    command: haproxyCommand(file),
    files: { [file]: conf },
    check: (path) => haproxyCheck(path(file)),
    reload: 'SIGUSR2',
    // Where it cannot bind an address that is new to it, it goes on with the old ones.
    ...(lab.loadBalancer && { answersAt: { address: lab.loadBalancer.address, port: 6443 } }),
  };
};
