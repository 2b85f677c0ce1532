import { type Domain, DomainCreateFlags, isLibvirtError } from '../../../libvirt/index.js';
import { inForce } from '../boot/override.js';
import { endBoot, settleBoot } from '../boot/settle.js';
import { readDocuments } from '../domain/documents.js';
import { isActive, powerState } from '../domain/power.js';
import type { Machinery } from '../machinery.js';
import type { MachineRecord } from '../metadata/record.js';
import { setRecord } from '../metadata/write.js';

/** Milliseconds: memory may have to be allocated, images be probed. */
const startTimeout = 600_000;

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
    await unlessDone(domain.start(await startFlags(domain), { timeout: startTimeout }), isOn);
    await settleBoot(machinery);
  }
}

/**
 * A saved state (`virsh managedsave`) goes on where it was, as a machine that hibernated does. Not if a boot override
 * is set: who set that asks for a boot, which libvirt only does without the saved state.
 */
async function startFlags(domain: Domain): Promise<number> {
  const { config } = await readDocuments(domain);
  if (!inForce(config?.record.override) || !(await domain.hasManagedSaveImage())) return 0;
  return DomainCreateFlags.START_FORCE_BOOT;
}

export async function powerOff(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  // A restart under way would bring it back.
  await endBoot(machinery, ({ restarting: _, ...rest }) => rest);
  await destroy(domain);
}

/**
 * Off and on again. That it is to be on is written down first: whoever finds the machine off and reads that starts
 * it, so that an emulator that is killed in between leaves no machine behind that stays off.
 */
export async function powerCycle(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  await forgetEarlier(domain, (await readDocuments(domain)).live?.record);
  await endBoot(machinery, (record) => ({ ...record, restarting: 'forced' }));
  await destroy(domain);
  await finishRestart(machinery);
}

/**
 * What is left to do of a restart: start the machine if it is off, and forget the intention once it runs. Also once
 * libvirt has refused to start it: whoever asked was told so, and nobody expects it to come up by itself later.
 */
export async function finishRestart(machinery: Machinery): Promise<void> {
  let refusal: unknown;
  try {
    await powerOn(machinery);
  } catch (error) {
    if (!isLibvirtError(error) || error.kind !== 'remote') throw error;
    refusal = error;
  }
  const { config } = await readDocuments(machinery.domain);
  if (config) await forgetRestart(machinery.domain, config.record);
  if (refusal) throw refusal;
}

export async function forgetRestart(domain: Domain, record: MachineRecord): Promise<void> {
  const { restarting, ...rest } = record;
  if (restarting) await setRecord(domain, rest, 'config');
}

/**
 * Before another restart is intended: a run that a restart began has that one's intention in its own metadata, which
 * would tell whoever looks that this restart, too, is over.
 */
export async function forgetEarlier(domain: Domain, live: MachineRecord | undefined): Promise<void> {
  const { restarting, ...rest } = live ?? {};
  if (restarting) await setRecord(domain, rest, 'live');
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
