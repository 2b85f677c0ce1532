import { type Domain, isLibvirtError } from '../../libvirt/index.js';
import { HypervisorError, type Screenshots } from '../port.js';
import { hypervisorError } from './errors.js';

/** As the hypervisor makes it: QEMU since 7.1 PNG, before that PPM. Throws `conflict` while the machine is off. */
export async function takeScreenshot(domain: Domain): ReturnType<Screenshots['screenshot']> {
  try {
    return await domain.screenshot();
  } catch (error) {
    if (isLibvirtError(error, 'OPERATION_INVALID')) {
      throw new HypervisorError('conflict', `machine ${domain.name} is off and shows nothing`, { cause: error });
    }
    throw hypervisorError(error);
  }
}
