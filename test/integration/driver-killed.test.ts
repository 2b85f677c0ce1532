import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { startCutter } from './driver-cutter.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

const onceCd = { enabled: 'Once', target: 'Cd' } as const;

/** An emulator that is cut off after its nth write never writes again: as if it had been killed there. */
describe('an emulator killed between any two steps', () => {
  let libvirtd: Libvirtd;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
  });
  afterAll(() => libvirtd?.stop());

  /** A driver of one's own, for as long as `deed` takes: one that stayed would finish what a killed one leaves. */
  async function withDriver(deed: (driver: Hypervisor) => Promise<void>): Promise<void> {
    const driver = await startDriver(libvirtd.uri);
    await deed(driver);
    await driver.close();
  }

  /** Does `deed` over and over, killed one step later each time, until it gets through; and checks after each. */
  async function atEveryStep(
    machine: TestMachine,
    deed: (driver: Hypervisor) => Promise<void>,
    check: (driver: Hypervisor) => Promise<void>,
  ): Promise<number> {
    for (let step = 1; ; step++) {
      const cutter = await startCutter(libvirtd.socket, join(libvirtd.dir, `cut-${machine.name}-${step}`), step);
      const doomed = await startDriver(`qemu+unix:///system?socket=${cutter.socket}`);
      await look(doomed, machine.uuid);
      await deed(doomed).catch(() => undefined);
      // Some steps follow by themselves a while after the call.
      await waitFor('the kill or the end', async () => {
        const left = await doomed.machine(machine.uuid).catch(() => undefined);
        return cutter.cut || left?.boot.override.enabled === 'Disabled';
      });
      // Has its turn after whatever is under way, and writes nothing.
      await doomed.setState(machine.uuid, {}).catch(() => undefined);
      await doomed.close();
      await cutter.close();
      const successor = await startDriver(libvirtd.uri);
      await check(successor);
      await successor.close();
      if (!cutter.cut) return step - 1;
    }
  }

  const settled = (driver: Hypervisor, id: string) =>
    untilMachine(driver, id, 'the successor to have settled it', ({ boot }) => boot.override.enabled === 'Disabled');

  it.each([{ cd: true }, { cd: false }])('of an insert into a running machine (own drive: $cd)', async ({ cd }) => {
    const machine = await defineMachine(libvirtd, {
      cd,
      disk: 'deaf',
      devices: "<controller type='usb' model='qemu-xhci'/>",
    });
    const before = await machine.xml('--inactive', '--security-info');
    await machine.virsh('start');
    const [source, medium] = await probeMedium('deaf');
    const steps = await atEveryStep(
      machine,
      (driver) => driver.insertMedia(machine.uuid, 'Cd', source, medium),
      async (driver) => {
        // All or nothing: with the medium in both, or as if nobody had asked.
        const { media } = await waitFor('a machine at rest', async () => {
          await driver.setState(machine.uuid, {});
          const machineNow = await look(driver, machine.uuid);
          const there = [await machine.xml(), await machine.xml('--inactive')].map((xml) =>
            xml.includes(source.kind === 'file' ? source.path : ''),
          );
          return there[0] === there[1] && there[0] === (machineNow.media[0]?.medium !== undefined) && machineNow;
        });
        if (media[0]?.medium) await driver.ejectMedia(machine.uuid, 'Cd');
        expect((await look(driver, machine.uuid)).media[0]).toEqual({ id: 'Cd', present: cd });
        expect(await machine.xml('--inactive', '--security-info')).toBe(before);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(3);
    await machine.virsh('destroy');
  });

  it('of a Once boot, from the override to the disk', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    const [source, medium] = await probeMedium('deaf');
    await withDriver((driver) => driver.insertMedia(uuid, 'Cd', source, medium));
    const before = await machine.xml('--inactive', '--security-info');
    let boots = 0;
    const steps = await atEveryStep(
      machine,
      async (driver) => {
        await driver.setBoot(uuid, onceCd);
        await driver.reset(uuid, 'On');
      },
      async (driver) => {
        const { power, boot } = await look(driver, uuid);
        if (power === 'Off') {
          // Killed before the start: the override still waits for it.
          expect(boot.override).toEqual(onceCd);
          await driver.reset(uuid, 'On');
        }
        await settled(driver, uuid);
        boots += 1;
        await witness.booted(boots);
        await machine.virsh('reset');
        boots += 1;
        expect((await witness.booted(boots)).slice(-2)).toEqual(['cd', 'disk']);
        await driver.reset(uuid, 'ForceOff');
        expect(await machine.xml('--inactive', '--security-info')).toBe(before);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(4);
  });

  it.each(['PowerCycle', 'ForceRestart'] as const)('of %s: the machine is never left off', async (type) => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    const [source, medium] = await probeMedium('deaf');
    await withDriver((driver) => driver.insertMedia(uuid, 'Cd', source, medium));
    await machine.virsh('start');
    await witness.booted(1);
    const steps = await atEveryStep(
      machine,
      async (driver) => {
        await driver.setBoot(uuid, onceCd);
        await driver.reset(uuid, type);
      },
      async (driver) => {
        await untilMachine(driver, uuid, 'the machine to be on', ({ power }) => power === 'On');
        await waitFor(
          'no restart to be left open',
          async () => !(await machine.xml('--inactive')).includes('restarting'),
        );
        if ((await look(driver, uuid)).boot.override.enabled === 'Once')
          await driver.setBoot(uuid, { enabled: 'Disabled' });
        await settled(driver, uuid);
        const count = (await witness.boots()).length;
        await machine.virsh('reset');
        await waitFor(
          'the disk to boot',
          async () => (await witness.boots()).length > count && (await witness.boots()).at(-1) === 'disk',
        );
      },
    );
    expect(steps).toBeGreaterThanOrEqual(4);
    await machine.virsh('destroy');
  });
});
