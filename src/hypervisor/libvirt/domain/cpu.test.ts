import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/parse.js';
import { noCpus, readCpu } from './cpu.js';

const cpus = { host: { model: 'EPYC-Milan', vendor: 'AMD' }, vendors: new Map([['Nehalem', 'Intel']]) };
const read = (cpu: string, type = 'kvm', known = cpus) =>
  readCpu(parseXml(`<domain type='${type}'>${cpu}</domain>`), known);

describe('model and vendor of a CPU', () => {
  it('are the host’s where the CPU is', () => {
    const hosts = { model: 'EPYC-Milan', vendor: 'AMD' };
    expect(read(`<cpu mode='host-passthrough'/>`)).toEqual(hosts);
    expect(read(`<cpu mode='host-model'/>`)).toEqual(hosts);
    expect(read(`<cpu mode='maximum'/>`)).toEqual(hosts);
  });

  it('are those of the model that is named; KVM shows it with the host’s vendor', () => {
    const named = `<cpu mode='custom' match='exact'><model fallback='forbid'>Nehalem</model></cpu>`;
    expect(read(named)).toEqual({ model: 'Nehalem', vendor: 'AMD' });
    expect(read(named, 'qemu')).toEqual({ model: 'Nehalem', vendor: 'Intel' });
    expect(read('<cpu><model>Nehalem</model></cpu>', 'qemu')).toEqual({ model: 'Nehalem', vendor: 'Intel' });
  });

  it('has the vendor that the domain gives it', () => {
    expect(read(`<cpu><model vendor_id='GenuineIntel'>Nehalem</model></cpu>`).vendor).toBe('Intel');
    expect(read(`<cpu><model vendor_id='MyOwnVendor1'>Nehalem</model></cpu>`).vendor).toBe('MyOwnVendor1');
  });

  it('are not told where nobody knows', () => {
    expect(read(`<cpu mode='maximum'/>`, 'qemu')).toEqual({});
    expect(read(`<cpu mode='custom'><model>qemu64</model></cpu>`, 'qemu')).toEqual({ model: 'qemu64' });
    expect(read('<vcpu>1</vcpu>', 'qemu')).toEqual({});
    expect(read(`<cpu mode='host-passthrough'/>`, 'kvm', { ...noCpus, host: {} } as typeof cpus)).toEqual({});
  });
});
