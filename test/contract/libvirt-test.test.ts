import { randomUUID } from 'node:crypto';
import { createLibvirtHypervisor } from '../../src/hypervisor/libvirt/index.js';
import { resetTypes } from '../../src/hypervisor/port.js';
import { connect } from '../../src/libvirt/index.js';
import { startLibvirtd } from '../helpers/libvirtd.js';
import { untilKnown } from './expect.js';
import { describeContract, type Rig } from './suite.js';

const domainXml = (name: string, uuid: string, number: number): string => `<domain type='test'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>64</memory>
  <vcpu>1</vcpu>
  <os><type arch='i686'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><source file='/guest/${name}'/><target dev='vda' bus='virtio'/></disk>
    <interface type='network'>
      <mac address='52:54:00:00:01:${number.toString(16).padStart(2, '0')}'/><source network='default'/>
    </interface>
  </devices>
</domain>`;

/**
 * libvirt's test driver: no QEMU, so no devices that change under a running machine, but the same calls, metadata and
 * events. Its guests go as soon as they are asked.
 */
async function makeRig(): Promise<Rig> {
  const daemon = await startLibvirtd();
  const hands = await connect(daemon.testUri);
  const hypervisor = createLibvirtHypervisor({ uri: daemon.testUri, storagePool: 'default-pool' });
  hypervisor.start();
  let machines = 0;
  return {
    hypervisor,
    runsOn: hypervisor.name,
    async newMachine(name) {
      const uuid = randomUUID();
      machines += 1;
      await hands.defineDomain(domainXml(name, uuid, machines));
      await untilKnown(hypervisor, uuid);
      return uuid;
    },
    async removeMachine(id) {
      const domain = await hands.lookupDomainByUUID(id);
      if ((await domain.getState()).state !== 'shutoff') await domain.destroy();
      await domain.undefine();
    },
    medium: () => ({
      source: { kind: 'file', path: '/images/probe.iso', size: 4096 },
      medium: {
        image: 'http://192.0.2.1/probe.iso',
        name: 'probe.iso',
        writeProtected: true,
        transferMethod: 'Upload',
      },
    }),
    async close() {
      await hypervisor.close();
      await hands.close();
      await daemon.stop();
    },
  };
}

describeContract("libvirt's test driver", makeRig, {
  resets: resetTypes.filter((type) => type !== 'Nmi'),
  acpi: 'obeyed',
  targets: ['None', 'Pxe', 'Hdd', 'Cd', 'Usb'],
  modes: ['Legacy'],
  secureBoot: false,
  setup: [],
  firmware: false,
  media: true,
  liveMedia: false,
  screenshots: true,
  volumes: false,
  metrics: false,
  autostart: true,
  links: false,
  pci: false,
  guestReboot: false,
  crash: false,
  console: false,
  bootWitness: false,
  outage: false,
});
