import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceModifyFlags, type Domain, isLibvirtError } from '../../../libvirt/index.js';

const attempts = 5;
const pause = 200;

/**
 * Changes what is in a drive of a running machine. To do so libvirt has QEMU open the tray, change the medium and
 * close it, and the guest may come in between: it has locked the tray, or its firmware resets the drive, which closes
 * it. The first is what force is for (a BMC's eject is as strong as pulling the cable). The second does not pass by
 * itself: QEMU tells nobody of a tray that a reset shut (`ide_reset`, `scsi_disk_reset`), libvirt goes on to take it
 * for open, and a tray that it takes for open it never opens again. So we do, and libvirt is right once more.
 */
export async function changeMedium(domain: Domain, xml: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const force = attempt > 1 ? DeviceModifyFlags.FORCE : 0;
    try {
      return await domain.updateDevice(xml, DeviceModifyFlags.LIVE | force);
    } catch (error) {
      if (attempt === attempts || !isLibvirtError(error, 'OPERATION_FAILED', 'INTERNAL_ERROR')) throw error;
      const shut = shutTray(error.message);
      if (shut === undefined) await sleep(pause);
      else await openTray(domain, shut);
    }
  }
}

/** The drive of which QEMU's `blockdev-remove-medium` says that its tray is shut. QEMU's words are never translated. */
const shutTray = (message: string): string | undefined => /Tray of device '([^']+)' is not open/.exec(message)?.[1];

/** By QMP, for which libvirt has no call. Not every account at the daemon may: then the next attempt says what fails. */
async function openTray(domain: Domain, id: string): Promise<void> {
  const command = { execute: 'blockdev-open-tray', arguments: { id, force: true } };
  await domain.qemuMonitorCommand(JSON.stringify(command)).catch(() => sleep(pause));
}
