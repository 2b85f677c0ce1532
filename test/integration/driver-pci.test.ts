import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributeAt, find } from '../../src/hypervisor/libvirt/xml/find.js';
import { parseXml } from '../../src/hypervisor/libvirt/xml/parse.js';
import type { Hypervisor, PciFunction } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type MachineOptions, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver, untilMachine } from './driver-rig.js';

/** What QEMU says of a function (`query-pci`). */
interface Answer {
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  readonly qdev_id: string;
  readonly id: { readonly vendor: number; readonly device: number };
  readonly class_info: { readonly class: number };
  readonly pci_bridge?: { readonly devices?: readonly Answer[] };
}

const cards = (models: readonly string[]) =>
  models.map((model) => `<interface type='user'><model type='${model}'/></interface>`).join('');
const controllers = (type: string, models: readonly string[]) =>
  models.map((model, index) => `<controller type='${type}' index='${index}' model='${model}'/>`).join('');
const usb2 = [1, 2, 3].map(
  (number) =>
    `<controller type='usb' index='3' model='ich9-uhci${number}'><master startport='${2 * (number - 1)}'/></controller>`,
);

const everywhere = `${cards(['virtio', 'virtio-non-transitional', 'e1000', 'rtl8139', 'pcnet', 'ne2k_pci', 'vmxnet3'])}
  ${controllers('scsi', ['virtio-scsi', 'lsilogic', 'lsisas1068', 'lsisas1078', 'vmpvscsi'])}
  ${controllers('usb', ['qemu-xhci', 'nec-xhci', 'ehci', 'ich9-ehci1', 'piix3-uhci', 'pci-ohci'])}${usb2.join('')}
  <controller type='virtio-serial' index='0'/>
  <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
  <input type='tablet' bus='virtio'/><input type='keyboard' bus='virtio'/><input type='mouse' bus='virtio'/>
  <sound model='ac97'/><sound model='ich6'/><sound model='ich9'/><sound model='es1370'/>
  <watchdog model='i6300esb' action='none'/>
  <video><model type='qxl'/></video>`;

const boards: readonly (readonly [string, MachineOptions])[] = [
  ['i440fx', { firmware: 'bios', disk: 'deaf', cd: true, devices: everywhere }],
  [
    'q35',
    {
      firmware: 'uefi',
      disk: 'deaf',
      cd: true,
      devices: `${everywhere}${cards(['e1000e', 'virtio-transitional'])}
        <video><model type='virtio'/></video>`,
    },
  ],
];

describe.each(boards)('PCI devices of a machine of the board %s', (_, options) => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  let machine: TestMachine;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hypervisor = await startDriver(libvirtd.uri);
    machine = await defineMachine(libvirtd, options);
    await look(hypervisor, machine.uuid);
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  it('have the ids that QEMU gives them', async () => {
    await hypervisor.reset(machine.uuid, 'On');
    const { pci } = await untilMachine(hypervisor, machine.uuid, 'it runs', ({ power }) => power === 'On');
    const aliasOf = aliases(await machine.xml());
    // A bridge shows what is behind it as soon as the firmware has numbered its bus.
    const pairs = await waitFor('the firmware to have found all of them', async () => {
      const answers = await queryPci();
      const found = pci.map((one) => [one, answers.find((answer) => isOf(answer, one, aliasOf(one)))] as const);
      return found.every(([, answer]) => answer !== undefined) && found;
    });
    expect(pairs.length).toBeGreaterThan(30);
    for (const [one, answer] of pairs) {
      const told = [answer?.id.vendor, answer?.id.device, answer?.class_info.class];
      expect([one.vendorId, one.deviceId, (one.classCode ?? 0) >> 8], `${one.kind} ${one.model}`).toEqual(told);
    }
  });

  /** libvirt's and QEMU's name of a device. */
  function aliases(xml: string): (one: PciFunction) => string | undefined {
    const devices = find(parseXml(xml), 'devices')?.children ?? [];
    return ({ bus, slot, function: part }) =>
      attributeAt(
        devices.find((device) => {
          const at = find(device, 'address')?.attributes;
          return (
            at?.type === 'pci' && Number(at.bus) === bus && Number(at.slot) === slot && Number(at.function) === part
          );
        }),
        ['alias'],
        'name',
      );
  }

  /** Numbers of buses are the guest's own, but for the first; and of USB 2 controllers only one has a name in QEMU. */
  const isOf = (answer: Answer, one: PciFunction, alias: string | undefined): boolean =>
    answer.slot === one.slot &&
    answer.function === one.function &&
    (one.bus === 0 ? answer.bus === 0 : answer.qdev_id === alias);

  async function queryPci(): Promise<readonly Answer[]> {
    const { return: buses } = JSON.parse(await machine.virsh('qemu-monitor-command', '{"execute":"query-pci"}'));
    const all = (some: readonly Answer[]): readonly Answer[] =>
      some.flatMap((one) => [one, ...all(one.pci_bridge?.devices ?? [])]);
    return all((buses as readonly { readonly devices: readonly Answer[] }[]).flatMap(({ devices }) => devices));
  }
});
