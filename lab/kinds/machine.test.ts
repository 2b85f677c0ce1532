import { expect, it } from 'vitest';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { machineProblems } from './machine.js';

const nvme = (text: string): string => text.replace('disks: [{ size: 120GB }]', 'disks: [{ size: 120GB, bus: nvme }]');

it('refuses NVMe disks where libvirt has none, once, with what to do', () => {
  const lab = wellSubject(nvme);
  const refused = (libvirt: string): readonly string[] =>
    machineProblems(withSurvey(lab, () => ({ libvirt, domains: [] })).site).filter((line) => line.includes('NVMe'));
  expect(refused('9.0.0')).toEqual([expect.stringMatching(/^hub-master-0, .* has 9\.0\.0: .*another bus/)]);
  expect(refused('11.4.9')).toHaveLength(1);
  for (const libvirt of ['11.5.0', '11.10.0', '12.0.0']) expect(refused(libvirt)).toEqual([]);
  expect(machineProblems(withSurvey(wellSubject(), () => ({ libvirt: '9.0.0' })).site)).toEqual([]);
});

it('refuses what would put an empty disk in place of an installed one', () => {
  const lab = wellSubject();
  const moved = withSurvey(lab, ({ spec }) => ({ spec: { ...spec, pool: 'elsewhere' } }));
  expect(machineProblems(moved.site)[0]).toMatch(/^hub-master-0 on .* would get an empty volume .* in place of/);
});
