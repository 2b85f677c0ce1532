import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/parse.js';
import { readMemory } from './memory.js';
import { cpuList } from './numa.js';

const MiB = 2 ** 20;

const domain = (total: number, { numa = '', devices = '', current = total } = {}) =>
  readMemory(
    parseXml(`<domain type='qemu'><memory unit='MiB'>${total}</memory><currentMemory unit='MiB'>${current}</currentMemory>
      <cpu><numa>${numa}</numa></cpu><devices>${devices}</devices></domain>`),
  );

const device = (model: string, size: number, target = '', place = '') =>
  `<memory model='${model}'><target><size unit='MiB'>${size}</size>${target}</target>${place}</memory>`;
const slot = (number: number) => `<address type='dimm' slot='${number}' base='0x100000000'/>`;

describe('memory', () => {
  it('is in one piece where the domain has no devices', () => {
    expect(domain(512, { current: 256 })).toEqual({
      maximum: 512 * MiB,
      current: 256 * MiB,
      modules: [{ id: 'RAM', kind: 'base', size: 512 * MiB, persistent: false }],
    });
  });

  it('is what the machine boots with, and its modules, which libvirt counts as one', () => {
    const devices = device('dimm', 128, '', slot(3)) + device('dimm', 64, '', slot(5));
    const { maximum, modules } = domain(448, { devices });
    expect(maximum).toBe(448 * MiB);
    expect(modules).toEqual([
      { id: 'RAM', kind: 'base', size: 256 * MiB, persistent: false },
      { id: 'DIMM3', kind: 'dimm', size: 128 * MiB, persistent: false, slot: 3 },
      { id: 'DIMM5', kind: 'dimm', size: 64 * MiB, persistent: false, slot: 5 },
    ]);
  });

  it('that is persistent is no RAM, and has no use of its labels', () => {
    const devices =
      device('nvdimm', 512, `<label><size unit='MiB'>2</size></label>`, slot(0)) + device('virtio-pmem', 256);
    const { maximum, current, modules } = domain(1024, { devices });
    expect([maximum, current]).toEqual([256 * MiB, 256 * MiB]);
    expect(modules.slice(1)).toEqual([
      { id: 'DIMM0', kind: 'nvdimm', size: 510 * MiB, persistent: true, slot: 0 },
      { id: 'VirtioPmem0', kind: 'virtio-pmem', size: 256 * MiB, persistent: true },
    ]);
  });

  it('of a virtio-mem device is what is plugged of it now, or is asked for', () => {
    const requested = `<requested unit='MiB'>64</requested>`;
    const off = domain(512, { devices: device('virtio-mem', 256, requested) });
    const plugged = `${requested}<current unit='MiB'>32</current>`;
    const live = domain(512, { devices: device('virtio-mem', 256, plugged) });
    expect([off.maximum, live.maximum]).toEqual([320 * MiB, 288 * MiB]);
  });

  it('of an enclave is not the guest’s', () => {
    const { maximum, modules } = domain(256, { devices: device('sgx-epc', 64) });
    expect([maximum, modules.length]).toEqual([192 * MiB, 1]);
  });

  it('is next to the processors of its node', () => {
    const numa = `<cell id='0' cpus='0-1' memory='128' unit='MiB'/><cell id='1' cpus='2-3' memory='131072' unit='KiB'/>
      <cell id='2' memory='0'/>`;
    const { maximum, modules } = domain(384, { numa, devices: device('dimm', 128, '<node>1</node>', slot(0)) });
    expect(maximum).toBe(384 * MiB);
    expect(modules).toEqual([
      { id: 'RAM0', kind: 'base', size: 128 * MiB, persistent: false, vcpus: [0, 1] },
      { id: 'RAM1', kind: 'base', size: 128 * MiB, persistent: false, vcpus: [2, 3] },
      { id: 'DIMM0', kind: 'dimm', size: 128 * MiB, persistent: false, slot: 0, vcpus: [2, 3] },
    ]);
  });
});

describe('a list of CPUs', () => {
  it.each([
    ['0-3,8', [0, 1, 2, 3, 8]],
    ['0-3,^2', [0, 1, 3]],
    ['5', [5]],
    [undefined, []],
    ['none', []],
  ] as const)('%s', (text, cpus) => expect(cpuList(text)).toEqual(cpus));
});
