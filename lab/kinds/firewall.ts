import { closing, firewallCmd } from '../host/firewall.js';
import type { Host } from '../host/host.js';
import { needs } from '../host/ports.js';
import { run } from '../host/run.js';
import type { Change } from '../plan/change.js';
import { servicesOf } from '../services/services.js';
import type { Lab } from '../spec/types.js';

/** What `lab verify --configure-host` told firewalld for the lab's addresses. */
export const removeRules = async (lab: Lab, host: Host): Promise<readonly Change[]> => {
  const own = needs(
    lab,
    servicesOf(lab, host).map(({ name }) => name),
  );
  const commands = await closing(own, firewallCmd());
  if (commands.length === 0) return [];
  return [
    {
      item: 'host/firewall',
      action: 'remove',
      what: `rules of firewalld for the lab's addresses`,
      disruption: 'none',
      after: [],
      run: async () => {
        for (const command of commands) await run(command);
      },
    },
  ];
};
