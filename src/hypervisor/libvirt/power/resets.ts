import { HypervisorError, type ResetType } from '../../port.js';
import { noteReset, settleBoot } from '../boot/settle.js';
import { readDocuments } from '../domain/documents.js';
import { isActive, isCrashed, powerState } from '../domain/power.js';
import { hasStandIn, needsRestart } from '../domain/restart-pending.js';
import type { Machinery } from '../machinery.js';
import { setRecord } from '../metadata/write.js';
import { textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { pushPowerButton, restart, shutDown } from './graceful.js';
import { forgetRestart, powerCycle, powerOff, powerOn, unlessDone } from './start.js';

/** `Resource.ResetType`, each with what it does; `port.ts` has the promises. */
export const resets: Readonly<Record<ResetType, (machinery: Machinery) => Promise<void>>> = {
  On: powerOn,
  ForceOn: powerOn,
  ForceOff: powerOff,
  GracefulShutdown: shutDown,
  GracefulRestart: restart,
  ForceRestart: resetButton,
  PowerCycle: (machinery) => orOn(machinery, powerCycle),
  PushPowerButton: pushPowerButton,
  Nmi: async ({ domain }) => {
    await mustRun(domain, 'take an NMI');
    await domain.injectNMI();
  },
  Pause: async ({ domain }) => {
    await mustRun(domain, 'be paused');
    const isPaused = async () => powerState(await domain.getState()) === 'Paused';
    if (!(await isPaused())) await unlessDone(domain.suspend(), isPaused);
  },
  Resume: async (machinery) => {
    await mustRun(machinery.domain, 'be resumed');
    await powerOn(machinery);
  },
};

/**
 * The reset button, as long as the machine is to come back as it is: QEMU stays, so do consoles. What waits for a
 * power cycle, or lies on its back, is switched off and on.
 */
async function resetButton(machinery: Machinery): Promise<void> {
  const { domain } = machinery;
  // A boot that has just begun has used up its override, though nobody has noted that yet.
  await settleBoot(machinery);
  const { status, live, config } = await readDocuments(domain);
  if (!live) return powerOn(machinery);
  const other = config && (needsRestart(live.root, config.root) || hasStandIn(live.root, config.root));
  if (config && (other || !machinery.hasButtons || isCrashed(status) || endsAtReset(live.root)))
    return powerCycle(machinery);
  // An override that waits for this reset is used up by it. Killed before that is noted, nobody could tell: so the
  // intention goes first, and who finds it does the restart again, with the override still there.
  const armed = live.record.armed !== undefined;
  if (armed && config) await setRecord(domain, { ...config.record, restarting: 'forced' }, 'config');
  const rebooted = machinery.nextReboot();
  await domain.reset();
  if (armed && (await rebooted)) await noteReset(machinery, Date.now());
  if (armed && config) await forgetRestart(domain, { ...config.record, restarting: 'forced' });
  await powerOn(machinery);
}

/** `<on_reboot>` says what libvirt makes of any reset, that of the button too. */
const endsAtReset = (live: XmlElement): boolean => (textAt(live, 'on_reboot') ?? 'restart') !== 'restart';

async function orOn(machinery: Machinery, cycle: (machinery: Machinery) => Promise<void>): Promise<void> {
  await (isActive(await machinery.domain.getState()) ? cycle(machinery) : powerOn(machinery));
}

async function mustRun(domain: Machinery['domain'], what: string): Promise<void> {
  if (isActive(await domain.getState())) return;
  throw new HypervisorError('conflict', `machine ${domain.name} is off and cannot ${what}`);
}
