import { randomUUID } from 'node:crypto';
import { createMemoryHypervisor } from '../../src/hypervisor/memory.js';
import { bootTargets, resetTypes } from '../../src/hypervisor/port.js';
import { type Capabilities, describeContract, type Rig } from './suite.js';

const everything: Capabilities = {
  resets: resetTypes,
  acpi: 'obeyed',
  targets: bootTargets,
  modes: ['UEFI', 'Legacy'],
  secureBoot: true,
  media: true,
  screenshots: true,
  autostart: true,
  guestReboot: true,
  bootWitness: true,
  outage: true,
};

async function makeRig(powerDelay: number, deaf: boolean): Promise<Rig> {
  const hypervisor = createMemoryHypervisor({ machines: [], powerDelay, gracefulTimeout: 2 * powerDelay });
  hypervisor.start();
  let machines = 0;
  return {
    hypervisor,
    async newMachine(name) {
      const uuid = randomUUID();
      machines += 1;
      const mac = `52:54:00:00:${(machines >> 8).toString(16).padStart(2, '0')}:${(machines & 255).toString(16).padStart(2, '0')}`;
      hypervisor.add({ uuid, name, nics: [{ mac, network: 'lab' }] });
      hypervisor.ignoreAcpi(uuid, deaf);
      return uuid;
    },
    removeMachine: async (id) => hypervisor.remove(id),
    medium: () => ({
      source: { kind: 'file', path: '/images/probe.iso', size: 4096 },
      medium: {
        image: 'http://192.0.2.1/probe.iso',
        name: 'probe.iso',
        writeProtected: true,
        transferMethod: 'Upload',
      },
    }),
    guestReboot: async (id) => hypervisor.guestReboot(id),
    bootedFrom: async (id) => hypervisor.bootedFrom(id),
    disconnect: async () => hypervisor.setAvailable(false),
    reconnect: async () => hypervisor.setAvailable(true),
    close: () => hypervisor.close(),
  };
}

describeContract('memory, at once', () => makeRig(0, false), everything);
describeContract('memory, taking its time', () => makeRig(20, false), everything);
describeContract('memory, with guests that ignore ACPI', () => makeRig(5, true), { ...everything, acpi: 'ignored' });
