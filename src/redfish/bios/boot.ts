import type { Context } from '../context.js';
import { afterReset } from './read.js';

/** Puts what waits for a reset in force whenever a machine boots, whoever reset it. Ends with the hypervisor. */
export const applyBiosAtBoot = ({ hypervisor, log }: Pick<Context, 'hypervisor' | 'log'>): void => {
  const apply = async (id: string): Promise<void> => {
    const machine = await hypervisor.machine(id);
    if (machine?.state.biosPending) await hypervisor.setState(id, afterReset);
  };
  hypervisor.subscribe((event) => {
    if (event.type !== 'boot') return;
    apply(event.id).catch((err: unknown) => {
      log.error({ err, machine: event.id }, 'BIOS attributes could not be put in force: they wait for another boot');
    });
  });
};
