import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceModifyFlags, type Domain, isLibvirtError } from '../../../libvirt/index.js';

const attempts = 5;
const pause = 200;

/**
 * Changes what is in a drive of a running machine. To do so libvirt has QEMU open the tray, change the medium and
 * close it, and the guest may come in between: it has locked the tray, or its firmware resets the drive, which closes
 * it. The first is what force is for (a BMC's eject is as strong as pulling the cable), the second is soon over.
 */
export async function changeMedium(domain: Domain, xml: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const force = attempt > 1 ? DeviceModifyFlags.FORCE : 0;
    try {
      return await domain.updateDevice(xml, DeviceModifyFlags.LIVE | force);
    } catch (error) {
      if (attempt === attempts || !isLibvirtError(error, 'OPERATION_FAILED', 'INTERNAL_ERROR')) throw error;
      await sleep(pause);
    }
  }
}
