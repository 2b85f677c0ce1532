import { DomainRebootFlags, DomainShutdownFlags } from '../../../libvirt/index.js';
import { readDocuments } from '../domain/documents.js';
import { isActive } from '../domain/power.js';
import type { Machinery } from '../machinery.js';
import { setRecord } from '../metadata/write.js';
import { finishRestart, forgetEarlier, forgetRestart, powerCycle, powerOn, unlessDone } from './start.js';

/** Presses the ACPI power button of a running guest; what it makes of that is its own affair. Off stays off. */
export async function shutDown(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  const { config } = await readDocuments(domain);
  if (config) await forgetRestart(domain, config.record);
  await pressButton(machinery);
}

/** The button on the front: starts a machine that is off, asks a running one to go. */
export async function pushPowerButton(machinery: Machinery): Promise<void> {
  if (isActive(await machinery.domain.getState())) await shutDown(machinery);
  else await powerOn(machinery);
}

/**
 * Asks the guest to go, to be started again once it has gone, so that what waits for a power cycle comes into
 * effect. The intention is kept with the machine; a guest that does not go in time is forced. A transient domain
 * would be no more: there libvirt reboots it in place.
 */
export async function restart(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  const { config, live, status } = await readDocuments(domain);
  if (!isActive(status)) return powerOn(machinery);
  if (!config) {
    machinery.watchRestart();
    return domain.reboot(DomainRebootFlags.ACPI_POWER_BTN);
  }
  await forgetEarlier(domain, live?.record);
  await setRecord(domain, { ...config.record, restarting: 'graceful' }, 'config');
  machinery.watchRestart();
  await pressButton(machinery);
}

/**
 * Goes on with a restart that somebody began, maybe an emulator that is no more: starts a machine that is off,
 * forgets what is done, and has a guest that has not gone yet watched again.
 */
export async function settleRestart(machinery: Machinery): Promise<void> {
  const { live, config } = await readDocuments(machinery.domain);
  const restarting = config?.record.restarting;
  if (!config || !restarting) return;
  if (!live || live.record.restarting) await finishRestart(machinery);
  else if (restarting === 'forced') await powerCycle(machinery);
  else machinery.watchRestart();
}

/** The guest had its time, and no boot began in it: a restart that is still wanted is done by force. */
export async function forceRestart(machinery: Machinery): Promise<void> {
  const { live, config } = await readDocuments(machinery.domain);
  if (!config) return machinery.domain.reset();
  if (config.record.restarting !== 'graceful') return;
  if (live && !live.record.restarting) await powerCycle(machinery);
  else await finishRestart(machinery);
}

async function pressButton({ domain, hasButtons }: Machinery): Promise<void> {
  if (!isActive(await domain.getState())) return;
  const gone = async () => !isActive(await domain.getState());
  await unlessDone(
    domain.shutdown(hasButtons ? DomainShutdownFlags.ACPI_POWER_BTN : DomainShutdownFlags.DEFAULT),
    gone,
  );
}
