import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor, MemoryModule } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { look, startDriver, untilMachine } from './driver-rig.js';

const MiB = 2 ** 20;

const cpu = `<maxMemory slots='4' unit='MiB'>1024</maxMemory>
  <cpu><topology sockets='2' cores='2' threads='1'/><numa>
    <cell id='0' cpus='0-1' memory='64' unit='MiB'/><cell id='1' cpus='2-3' memory='64' unit='MiB'/></numa></cpu>`;
const device = (model: string, size: number, target: string, source = ''): string =>
  `<memory model='${model}'>${source}<target><size unit='MiB'>${size}</size>${target}</target></memory>`;

/** QEMU's own list of memory devices: `dimm` or `nvdimm`, `slot`, `size` in bytes. */
const memoryDevices = (text: string) =>
  text.split('Memory device').flatMap((one) => {
    const [, kind] = /\[(\w[\w-]*)\]/.exec(one) ?? [];
    const [, slot] = /slot: (\d+)/.exec(one) ?? [];
    const [, size] = /size: (\d+)/.exec(one) ?? [];
    return kind ? [{ kind, slot: Number(slot), size: Number(size) }] : [];
  });

describe('memory and processors', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hypervisor = await startDriver(libvirtd.uri);
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  it('are those of the domain, off and running, and of what is plugged in', async () => {
    const store = join(libvirtd.dir, 'nvdimm');
    await libvirtd.exec('truncate', '--size=128M', store);
    const machine = await defineMachine(libvirtd, {
      firmware: 'uefi',
      memory: 512,
      vcpus: 4,
      elements: cpu,
      devices: [
        device('dimm', 128, '<node>0</node>'),
        device(
          'nvdimm',
          128,
          `<node>1</node><label><size unit='MiB'>2</size></label>`,
          `<source><path>${store}</path></source>`,
        ),
        device('virtio-mem', 64, `<node>0</node><block unit='MiB'>2</block><requested unit='MiB'>0</requested>`),
      ].join(''),
    });
    const ram = (id: number, vcpus: readonly number[]): MemoryModule => ({
      id: `RAM${id}`,
      kind: 'base',
      size: 64 * MiB,
      persistent: false,
      vcpus,
    });
    const modules: readonly MemoryModule[] = [
      ram(0, [0, 1]),
      ram(1, [2, 3]),
      { id: 'DIMM0', kind: 'dimm', size: 128 * MiB, persistent: false, slot: 0, vcpus: [0, 1] },
      { id: 'DIMM1', kind: 'nvdimm', size: 126 * MiB, persistent: true, slot: 1, vcpus: [2, 3] },
      { id: 'VirtioMem0', kind: 'virtio-mem', size: 0, persistent: false, vcpus: [0, 1] },
    ];
    const off = await look(hypervisor, machine.uuid);
    expect(off.memory).toEqual({ maximum: 256 * MiB, current: 256 * MiB, modules });
    expect(off.processors).toMatchObject({ sockets: 2, coresPerSocket: 2, threadsPerCore: 1, model: 'qemu64' });

    await hypervisor.reset(machine.uuid, 'On');
    const on = await look(hypervisor, machine.uuid);
    expect(on.memory).toEqual(off.memory);
    const seen = async () => {
      const listed = await machine.virsh('qemu-monitor-command', '--hmp', 'info memory-devices');
      return memoryDevices(listed).filter(({ kind }) => kind.endsWith('dimm'));
    };
    expect(await seen()).toEqual([
      { kind: 'dimm', slot: 0, size: 128 * MiB },
      { kind: 'nvdimm', slot: 1, size: 126 * MiB },
    ]);

    const plugged = join(libvirtd.dir, 'plugged.xml');
    await writeFile(plugged, device('dimm', 128, '<node>1</node>'));
    await machine.virsh('attach-device', plugged, '--live');
    const more = await untilMachine(hypervisor, machine.uuid, 'the new module', ({ memory }) =>
      memory.modules.some(({ id }) => id === 'DIMM2'),
    );
    expect(more.memory.maximum).toBe(384 * MiB);
    expect(await seen()).toContainEqual({ kind: 'dimm', slot: 2, size: 128 * MiB });
    await hypervisor.reset(machine.uuid, 'ForceOff');
    expect((await look(hypervisor, machine.uuid)).memory).toEqual(off.memory);
  });
});
