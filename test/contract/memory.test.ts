import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFleet, limitTo } from '../../src/hypervisor/fleet.js';
import { createMemoryHypervisor, type MemoryHypervisor } from '../../src/hypervisor/memory.js';
import { bootTargets, type Hypervisor, resetTypes } from '../../src/hypervisor/port.js';
import { firmwareCode } from '../helpers/firmware-code.js';
import { temporaryDirectory } from '../helpers/temporary.js';
import { type Capabilities, describeContract, type Rig } from './suite.js';

const everything: Capabilities = {
  resets: resetTypes,
  acpi: 'obeyed',
  targets: bootTargets,
  modes: ['UEFI', 'Legacy'],
  secureBoot: true,
  firmware: true,
  setup: ['processors', 'virtualization', 'tpm', 'serialConsole', 'bootMenu', 'bootRetry', 'watchdog'],
  media: true,
  liveMedia: true,
  screenshots: true,
  volumes: true,
  metrics: true,
  autostart: true,
  links: true,
  pci: true,
  guestReboot: true,
  crash: true,
  console: true,
  bootWitness: true,
  outage: true,
};

interface Manner {
  readonly powerDelay: number;
  readonly deaf?: boolean;
  /** What stands between the driver and the suite. */
  readonly through?: (memory: MemoryHypervisor) => Hypervisor;
  readonly uuids?: readonly string[];
}

async function makeRig({ powerDelay, deaf = false, through, uuids = [] }: Manner): Promise<Rig> {
  const memory = createMemoryHypervisor({ machines: [], powerDelay, gracefulTimeout: 2 * powerDelay, firmware: true });
  const hypervisor = through?.(memory) ?? memory;
  hypervisor.start();
  let machines = 0;
  return {
    hypervisor,
    runsOn: memory.name,
    async newMachine(name) {
      const uuid = uuids[machines] ?? randomUUID();
      machines += 1;
      const mac = `52:54:00:00:${(machines >> 8).toString(16).padStart(2, '0')}:${(machines & 255).toString(16).padStart(2, '0')}`;
      memory.add({ uuid, name, nics: [{ mac, network: 'lab' }] });
      memory.ignoreAcpi(uuid, deaf);
      return uuid;
    },
    removeMachine: async (id) => memory.remove(id),
    medium: () => ({
      source: { kind: 'file', path: '/images/probe.iso', size: 4096 },
      medium: {
        image: 'http://192.0.2.1/probe.iso',
        name: 'probe.iso',
        writeProtected: true,
        transferMethod: 'Upload',
      },
    }),
    async firmware() {
      const directory = await temporaryDirectory();
      const [fits, misfits] = [join(directory, 'fits.fd'), join(directory, 'misfits.fd')];
      await writeFile(fits, firmwareCode(0x37c000));
      await writeFile(misfits, firmwareCode(0x1e0000));
      return { fits, misfits };
    },
    guestCrash: async (id) => memory.guestCrash(id),
    guestHang: async (id) => memory.guestHang(id),
    guestReboot: async (id) => memory.guestReboot(id),
    bootedFrom: async (id) => memory.bootedFrom(id),
    setLink: async (id, mac, up) => memory.setLink(id, mac, up),
    disconnect: async () => memory.setAvailable(false),
    reconnect: async () => memory.setAvailable(true),
    close: () => hypervisor.close(),
  };
}

describeContract('memory, at once', () => makeRig({ powerDelay: 0 }), everything);
describeContract('memory, taking its time', () => makeRig({ powerDelay: 20 }), everything);
describeContract('memory, with guests that ignore ACPI', () => makeRig({ powerDelay: 5, deaf: true }), {
  ...everything,
  acpi: 'ignored',
});

const other = { uuid: '99999999-9999-4999-8999-999999999999', name: 'elsewhere' };
describeContract(
  'a fleet',
  async () => {
    // The other member stays when this one goes, so the outage of one is a matter for the fleet's own tests.
    const { disconnect, reconnect, ...rig } = await makeRig({
      powerDelay: 5,
      through: (memory) => {
        const neighbour = createMemoryHypervisor({ name: 'memory:neighbour', machines: [other] });
        return createFleet([neighbour, memory], { log: { warn: () => {} } });
      },
    });
    return rig;
  },
  { ...everything, outage: false },
);
const allowed = Array.from({ length: 200 }, () => randomUUID());
describeContract(
  'a limit that all machines are within',
  () =>
    makeRig({
      powerDelay: 5,
      through: (memory) => {
        memory.add(other);
        return limitTo(memory, allowed);
      },
      uuids: allowed,
    }),
  everything,
);
