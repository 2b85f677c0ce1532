import { type Domain, isLibvirtError } from '../../libvirt/index.js';
import { HypervisorError, type Screenshots } from '../port.js';
import { isActive } from './domain/power.js';
import { hypervisorError } from './errors.js';

/** As the hypervisor makes it: QEMU since 7.1 PNG, before that PPM. Throws `conflict` while the machine is off. */
export async function takeScreenshot(domain: Domain): ReturnType<Screenshots['screenshot']> {
  try {
    // libvirt's test driver pictures machines that are off too.
    if (!isActive(await domain.getState())) throw isOff(domain);
    return await domain.screenshot();
  } catch (error) {
    throw isLibvirtError(error, 'OPERATION_INVALID') ? isOff(domain, error) : hypervisorError(error);
  }
}

function isOff({ name }: Domain, cause?: unknown): HypervisorError {
  return new HypervisorError('conflict', `machine ${name} is off and shows nothing`, { cause });
}
