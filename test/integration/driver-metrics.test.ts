import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver } from './driver-rig.js';

/** A boot sector with this program at its start (x86 real mode). */
const bootSector = (program: string): Buffer => {
  const sector = Buffer.alloc(512);
  sector.write(program, 'hex');
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
};
const burns = bootSector('ebfe'); // jmp $
const idles = bootSector('faf4ebfd'); // cli; hlt; jmp to hlt
/** Reads its first sector through the BIOS (int 13h, AH=42h) into 0x8000, for ever. */
const reads = bootSector('31c08ed8b280be107cb442cd13ebf790 10000100008000000000000000000000'.replace(' ', ''));

describe('figures of real machines', () => {
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

  async function running(name: string, program: Buffer): Promise<TestMachine> {
    const machine = await defineMachine(libvirtd, { name });
    await writeFile(join(libvirtd.dir, `${name}.disk`), Buffer.concat([program, Buffer.alloc(1 << 20)]));
    await look(hypervisor, machine.uuid);
    await hypervisor.reset(machine.uuid, 'On');
    return machine;
  }

  const measured = async ({ uuid }: TestMachine) => (await hypervisor.metrics?.measure())?.get(uuid);
  /** Share of the time since the last look that its one vCPU has worked. */
  const load = async (machine: TestMachine) => {
    const one = await measured(machine);
    return one?.before ? ((one.now.vcpus[0] ?? 0) - (one.before.vcpus[0] ?? 0)) / one.seconds : undefined;
  };

  it('tell a guest that burns its processor from one that sleeps, one that reads, and one that hangs', async () => {
    const busy = await running('busy', burns);
    const sleeper = await running('sleeper', idles);
    const reader = await running('reader', reads);
    await waitFor('the sleeper to sleep', async () => ((await load(sleeper)) ?? 1) < 0.1);
    const [worked, slept] = [await load(busy), await load(sleeper)];
    expect(worked).toBeGreaterThan(0.25);
    expect(worked).toBeGreaterThan(3 * (slept ?? 1));
    const reading = await measured(reader);
    expect(reading?.now.disks).toMatchObject([{ target: 'vda' }]);
    expect(reading?.now.disks[0]?.read?.requests).toBeGreaterThan(reading?.before?.disks[0]?.read?.requests ?? 1e9);
    expect(reading?.now.memory?.resident).toBeGreaterThan(2 ** 20);

    // What hangs is passed over: its processor is counted by the host, its disks by a QEMU that does not answer.
    const signal = (what: string) => libvirtd.exec('sh', '-c', `kill -${what} $(cat /run/libvirt/qemu/reader.pid)`);
    await signal('STOP');
    const others = await waitFor('figures while one hangs', async () => {
      const figures = await hypervisor.metrics?.measure();
      return figures?.get(reader.uuid)?.now.disks[0]?.read === undefined && figures;
    });
    expect(others.get(busy.uuid)?.now.disks[0]?.read).toBeDefined();
    expect(others.get(reader.uuid)?.now.vcpus).toHaveLength(1);
    const began = performance.now();
    for (let looks = 0; looks < 2; looks += 1) await hypervisor.metrics?.measure();
    expect(performance.now() - began).toBeLessThan(2500);
    await signal('CONT');
    for (const { uuid } of [busy, sleeper, reader]) await hypervisor.reset(uuid, 'ForceOff');
    await waitFor('figures to end', async () => (await measured(busy)) === undefined);
  });

  it('come in one call a second, however many ask', async () => {
    const calls: string[] = [];
    const counted = await startDriver(libvirtd.uri, {
      connection: { onCall: (name) => void calls.push(name) },
    });
    try {
      await counted.metrics?.measure();
      await Promise.all(Array.from({ length: 100 }, () => counted.metrics?.measure()));
      expect(calls.filter((name) => name.includes('ALL_DOMAIN_STATS')).length).toBeLessThanOrEqual(3);
    } finally {
      await counted.close();
    }
  });
});
