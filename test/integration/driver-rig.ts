import { createLibvirtHypervisor, type LibvirtHypervisorOptions } from '../../src/hypervisor/libvirt/index.js';
import type { Hypervisor, Machine, Medium, MediumSource } from '../../src/hypervisor/port.js';
import { type Deed, probeImage } from '../helpers/probe.js';
import { waitFor } from '../helpers/wait.js';

/** A driver that has read all machines. */
export async function startDriver(uri: string, options: Partial<LibvirtHypervisorOptions> = {}): Promise<Hypervisor> {
  const hypervisor = createLibvirtHypervisor({ uri, ...options });
  hypervisor.start();
  await waitFor('the driver to have read the machines', () =>
    hypervisor.machines().then(
      () => true,
      () => false,
    ),
  );
  return hypervisor;
}

export async function look(hypervisor: Hypervisor, id: string): Promise<Machine> {
  return waitFor(`machine ${id}`, () => hypervisor.machine(id));
}

export function untilMachine(
  hypervisor: Hypervisor,
  id: string,
  what: string,
  holds: (machine: Machine) => boolean,
): Promise<Machine> {
  return waitFor(what, async () => {
    const machine = await hypervisor.machine(id);
    return machine && holds(machine) && machine;
  });
}

/** The ISO of the tests, which says `cd` on the serial console. */
export async function probeMedium(deed: Deed = 'reboot'): Promise<[MediumSource, Medium]> {
  const path = await probeImage({ says: 'cd', deed });
  return [
    { kind: 'file', path, size: 1 },
    {
      image: 'http://images.test/probe.iso?token=x',
      name: 'probe.iso',
      writeProtected: true,
      transferMethod: 'Upload',
    },
  ];
}
