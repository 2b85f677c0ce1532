import { describe, expect, it } from 'vitest';
import { presetText } from '../../presets.js';
import { parseCidr } from '../addresses.js';
import { loadLab } from '../load.js';
import { type HostFacts, hostProblems } from './capacity.js';

const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
const [hypervisor] = lab.hypervisors;
const gibibyte = 2 ** 30;
const roomy: HostFacts = { cpus: 64, memory: 250 * gibibyte, disk: 2000 * gibibyte, routes: [] };
const problems = (facts: Partial<HostFacts>) =>
  hypervisor
    ? hostProblems(lab, hypervisor, { ...roomy, ...facts }).map(({ message, remedy }) => `${message} ${remedy}`)
    : [];
const route = (text: string, device: string) => {
  const cidr = parseCidr(text);
  return cidr ? [{ cidr, device }] : [];
};

describe('a host', () => {
  it('that has room for all is good', () => expect(problems({})).toEqual([]));

  it('that has not is told by how much, and what would fit', () => {
    expect(problems({ memory: 108 * gibibyte })).toEqual([
      expect.stringMatching(
        /need 216 GiB of memory, 2.0 times the 108 GiB there; 1 times is the most.*scale: 0.5 would fit/,
      ),
    ]);
    expect(problems({ cpus: 9 })).toEqual([expect.stringMatching(/need 72 vCPUs, 8.0 times the 9.*scale: 0.5/)]);
    expect(problems({ disk: gibibyte })).toEqual([expect.stringMatching(/of disk.*No scale would make them fit/)]);
  });

  it('whose routes lead a network of the lab elsewhere is refused, and others are not', () => {
    expect(problems({ routes: route('192.168.0.0/16', 'eth0') })).toEqual([
      expect.stringMatching(/192.168.135.0\/24 overlaps 192.168.0.0\/16, which cert-rhosp-01 reaches by eth0/),
    ]);
    expect(problems({ routes: route('10.0.0.0/8', 'eth0') })).toEqual([]);
  });
});
