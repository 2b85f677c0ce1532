import { type Domain, isLibvirtError } from '../../../libvirt/index.js';
import { settleBoot } from '../boot/settle.js';
import { readDocuments } from '../domain/documents.js';
import { isActive, powerState } from '../domain/power.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord } from '../metadata/record.js';
import { setRecord } from '../metadata/write.js';

/**
 * On, from whatever it is now: off, paused, asleep. A machine that is on stays as it is. A boot that begins here has
 * used up its override when this resolves: the guest has hardly begun, so its own reboot finds the machine's own order
 * even if nobody is there to see it.
 */
export async function powerOn(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  const { state } = await domain.getState();
  const isOn = async () => powerState(await domain.getState()) === 'On';
  if (state === 'paused') await unlessDone(domain.resume(), isOn);
  else if (state === 'pmsuspended') await unlessDone(domain.pmWakeup(), isOn);
  else if (state === 'shutoff' || state === 'nostate') {
    await unlessDone(domain.start(), isOn);
    await settleBoot(machinery);
  }
}

export async function powerOff(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  // The boot that ends here has used up its override, however short it was.
  await settleBoot(machinery);
  const { config } = await readDocuments(domain);
  // A restart under way would bring it back.
  if (config) await forgetRestart(domain, config.record);
  await destroy(domain);
}

/**
 * Off and on again. That it is to be on is written down first: whoever finds the machine off and reads that starts
 * it, so that an emulator that is killed in between leaves no machine behind that stays off.
 */
export async function powerCycle(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  await settleBoot(machinery);
  const { config } = await readDocuments(domain);
  if (config) await setRecord(domain, { ...config.record, restarting: 'forced' }, 'config');
  await destroy(domain);
  await finishRestart(machinery);
}

/** What is left to do of a restart: start the machine if it is off, and forget the intention once it runs. */
export async function finishRestart(machinery: Machinery): Promise<void> {
  await powerOn(machinery);
  const { config } = await readDocuments(machinery.domain);
  if (config) await forgetRestart(machinery.domain, config.record);
}

export async function forgetRestart(domain: Domain, record: MachineRecord): Promise<void> {
  const { restarting, ...rest } = record;
  if (restarting) await setRecord(domain, rest, 'config');
}

/**
 * A machine may go where we want it between our look and our call: libvirt then says that the operation is not valid
 * in this state, and all is well if the state is the one that was wanted.
 */
export async function unlessDone(call: Promise<unknown>, reached: () => Promise<boolean>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isLibvirtError(error, 'OPERATION_INVALID') || !(await reached())) throw error;
  }
}

async function destroy(domain: Domain): Promise<void> {
  if (!isActive(await domain.getState())) return;
  await unlessDone(domain.destroy(), async () => !isActive(await domain.getState()));
}
