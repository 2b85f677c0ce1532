import type { Context } from '../context.js';
import { afterBoot } from './read.js';

/**
 * Puts what waits for a reset in force whenever a machine boots, whoever reset it, and after an absence wherever a
 * machine has been started meanwhile. Ends with the hypervisor.
 */
export const applyBiosAtBoot = ({ hypervisor, log }: Pick<Context, 'hypervisor' | 'log'>): void => {
  const apply = async (id: string): Promise<void> => {
    const machine = await hypervisor.machine(id);
    if (machine?.state.biosPending) await hypervisor.setState(id, afterBoot(machine, Date.now()));
  };
  const tryToApply = (id: string): void => {
    apply(id).catch((err: unknown) => {
      log.error({ err, machine: id }, 'BIOS attributes could not be put in force: they wait for another boot');
    });
  };
  const catchUp = async (): Promise<void> => {
    for (const { id, state, startedWithBios } of await hypervisor.machines()) {
      const { biosPending, biosPendingSince } = state;
      if (biosPending && biosPendingSince !== undefined && biosPendingSince === startedWithBios) tryToApply(id);
    }
  };
  hypervisor.subscribe((event) => {
    if (event.type === 'boot') tryToApply(event.id);
    if (event.type !== 'up') return;
    // Gone again already: the next connection does it.
    catchUp().catch((err: unknown) => log.warn({ err }, 'BIOS attributes of machines that booted are not known yet'));
  });
};
