import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterBoot, applyBootChange, noOverride } from './boot-change.js';
import { type BootChange, type BootOverride, bootTargets, HypervisorError } from './port.js';

const options = [
  { id: 'Boot0001', name: 'Disk', target: 'Hdd', device: 'vda' },
  { id: 'Boot0002', name: 'Network', target: 'Pxe', device: '52:54:00:00:00:01' },
] as const;
const boot = {
  override: noOverride,
  mode: 'UEFI',
  modes: ['UEFI', 'Legacy'],
  options,
  order: ['Boot0001', 'Boot0002'],
} as const;
const targetsIn = (mode: string) => bootTargets.filter((target) => mode === 'UEFI' || !target.startsWith('Uefi'));
const apply = (change: BootChange, override: BootOverride = noOverride) =>
  applyBootChange({ ...boot, override }, targetsIn, change);

describe('a boot change', () => {
  it('keeps what it does not name', () => {
    const current = { enabled: 'Once', target: 'UefiHttp', httpBootUri: 'http://192.0.2.1/a' } as const;
    expect(apply({}, current)).toEqual({ override: current, mode: 'UEFI', order: boot.order });
    expect(apply({ enabled: 'Continuous' }, current).override).toEqual({ ...current, enabled: 'Continuous' });
    expect(apply({ httpBootUri: '' }, current).override).toEqual({ enabled: 'Once', target: 'UefiHttp' });
  });

  it('clears the details of an override with it', () => {
    const current = { enabled: 'Once', target: 'UefiHttp', httpBootUri: 'http://192.0.2.1/a' } as const;
    expect(apply({ enabled: 'Disabled' }, current).override).toBe(noOverride);
    expect(apply({ target: 'None' }, current).override).toBe(noOverride);
  });

  it.each<[string, BootChange, string]>([
    ['another mode', { mode: 'Legacy', target: 'UefiHttp' }, 'boot target UefiHttp is not available'],
    [
      'an unknown option',
      { order: ['Boot0003'] },
      'boot option Boot0003 is not available: this machine takes Boot0001, Boot0002',
    ],
    ['an option twice', { order: ['Boot0001', 'Boot0001'] }, 'names an option twice'],
    ['no path', { target: 'UefiTarget', enabled: 'Once' }, 'needs the path'],
    ['no option', { target: 'UefiBootNext', enabled: 'Once' }, 'needs a boot option'],
    ['an unknown next', { bootNext: 'Boot0009' }, 'boot option Boot0009'],
  ])('is refused for %s', (_, change, message) => {
    expect(() => apply(change)).toThrow(HypervisorError);
    expect(() => apply(change)).toThrow(message);
  });

  it('may not leave an override behind that the new mode has not', () => {
    expect(() => apply({ mode: 'Legacy' }, { enabled: 'Once', target: 'UefiShell' })).toThrow('UefiShell');
    expect(apply({ mode: 'Legacy', enabled: 'Disabled' }, { enabled: 'Once', target: 'UefiShell' }).mode).toBe(
      'Legacy',
    );
  });

  it('is not held up by a device that went away meanwhile', () => {
    const stale = { enabled: 'Continuous', target: 'UefiBootNext', bootNext: 'Boot0007' } as const;
    expect(apply({ order: ['Boot0002'] }, stale)).toEqual({ override: stale, mode: 'UEFI', order: ['Boot0002'] });
  });

  it('ends the same in one piece and in two, in either order', () => {
    const target = fc.constantFrom('Pxe', 'Hdd', 'Cd', 'UefiShell').map((value) => ({ target: value }) as const);
    const enabled = fc.constantFrom('Once', 'Continuous').map((value) => ({ enabled: value }) as const);
    fc.assert(
      fc.property(target, enabled, (first, second) => {
        const whole = apply({ ...first, ...second }).override;
        expect(apply(second, apply(first).override).override).toEqual(whole);
        expect(apply(first, apply(second).override).override).toEqual(whole);
      }),
    );
  });
});

it('only an override for one boot is used up by it', () => {
  expect(afterBoot({ enabled: 'Once', target: 'Cd' })).toBe(noOverride);
  const continuous = { enabled: 'Continuous', target: 'Cd' } as const;
  expect(afterBoot(continuous)).toBe(continuous);
});
