/** Tells the operator of hypervisors that do not answer: their clients get 503, and the log should say why. */
import type { Hypervisor } from '../../hypervisor/port.js';

interface OutageLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Why it does not answer, in its own words; undefined where it does by now. */
const reasonOf = async (hypervisor: Hypervisor): Promise<string | undefined> => {
  try {
    // The list would be what was last known.
    await hypervisor.machineByName('');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** Says it once for each outage, and when it is over; one at the start counts after `patience` milliseconds. Returns the end of it. */
export function tellOutages(hypervisors: readonly Hypervisor[], log: OutageLog, patience: number): () => void {
  const away = new Set<Hypervisor>();
  const gone = async (hypervisor: Hypervisor): Promise<void> => {
    if (hypervisor.available || away.has(hypervisor)) return;
    away.add(hypervisor);
    const reason = await reasonOf(hypervisor);
    if (away.has(hypervisor)) log.warn({ hypervisor: hypervisor.name, reason }, 'hypervisor away: trying again');
  };
  const back = (hypervisor: Hypervisor): void => {
    if (away.delete(hypervisor)) log.info({ hypervisor: hypervisor.name }, 'hypervisor answers again');
  };
  const ends = hypervisors.map((hypervisor) =>
    hypervisor.subscribe(({ type }) => {
      if (type === 'down') void gone(hypervisor);
      else if (type === 'up') back(hypervisor);
    }),
  );
  const first = setTimeout(() => {
    for (const hypervisor of hypervisors) void gone(hypervisor);
  }, patience);
  return () => {
    clearTimeout(first);
    for (const end of ends) end();
  };
}
