import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import type { SetupValues } from '../../port.js';
import type { MachineRecord } from '../metadata/record.js';
import { parseXml } from '../xml/parse.js';
import { readSetup, setupDiffers } from './read.js';
import { withWatchdog } from './watchdog.js';
import { withTpm, writers } from './write.js';

const offers = { tpm: 'tpm-crb', virtualization: 'svm' };
const read = (source: string, record: MachineRecord = {}) => readSetup(parseXml(source), record, offers);
const write = <K extends keyof SetupValues>(source: string, key: K, value: NonNullable<SetupValues[K]>, record = {}) =>
  writers[key](source, value, { record, offers });

const withCpu = (cpu: string) => domainXml().replace('<features>', `${cpu}\n  <features>`);
const serial = "<serial type='pty'/>";

describe('the setup of a definition', () => {
  it('has what the machine can have', () => {
    expect(read(domainXml())).toEqual({ processors: 2, tpm: false, bootMenu: 0, bootRetry: false });
    expect(readSetup(parseXml(domainXml()), {}, {})).toEqual({ processors: 2, bootMenu: 0, bootRetry: false });
    expect(read(domainXml({ devices: serial }))).toHaveProperty('serialConsole', false);
    expect(read(withCpu("<cpu mode='host-passthrough'/>"))).toHaveProperty('virtualization', true);
    expect(read(withCpu("<cpu mode='custom'><model>qemu64</model></cpu>"))).not.toHaveProperty('virtualization');
    expect(read(domainXml().replace("arch='x86_64'", "arch='aarch64'"))).toEqual({ processors: 2, tpm: false });
    expect(read(withCpu("<vcpus><vcpu id='0' enabled='yes'/></vcpus>"))).not.toHaveProperty('processors');
  });

  it.each([
    ["<bootmenu enable='yes' timeout='3000'/>", { bootMenu: 3 }],
    ["<bootmenu enable='yes'/>", { bootMenu: 3 }],
    ["<bootmenu enable='no' timeout='3000'/>", { bootMenu: 0 }],
    ["<bios useserial='yes' rebootTimeout='0'/>", { serialConsole: true, bootRetry: true }],
    ["<bios rebootTimeout='-1'/>", { serialConsole: false, bootRetry: false }],
  ])('reads %s', (element, expected) => {
    const os = `<type arch='x86_64' machine='pc'>hvm</type>${element}`;
    expect(read(domainXml({ os, devices: serial }))).toMatchObject(expected);
  });

  it.each([
    ['processors', 1, domainXml()],
    ['serialConsole', true, domainXml({ devices: serial })],
    ['bootRetry', true, domainXml()],
    ['tpm', true, domainXml()],
  ] as const)('is written without loss, and taken back: %s', (key, value, source) => {
    const written = write(source, key, value);
    expect(read(written)).toEqual({ ...read(source), [key]: value });
    expect(setupDiffers(parseXml(source), parseXml(written))).toBe(true);
    expect(write(written, key, read(source)[key] ?? false)).toBe(source);
  });

  it('leaves one attribute of <bios> when the other goes', () => {
    const both = write(write(domainXml({ devices: serial }), 'serialConsole', true), 'bootRetry', true);
    expect(read(write(both, 'bootRetry', false))).toMatchObject({ serialConsole: true, bootRetry: false });
    expect(write(both, 'bootRetry', false)).toContain("<bios useserial='yes'/>");
  });

  it('turns the boot menu on, off and on', () => {
    const on = write(domainXml(), 'bootMenu', 5);
    expect(on).toContain("<bootmenu enable='yes' timeout='5000'/>");
    const off = write(on, 'bootMenu', 0);
    expect(off).toContain("<bootmenu enable='no'/>");
    expect(read(write(off, 'bootMenu', 65))).toHaveProperty('bootMenu', 65);
  });

  it.each([
    ["<cpu mode='host-model'/>", 'optional'],
    ["<cpu mode='host-passthrough'><topology sockets='1' cores='2' threads='1'/></cpu>", 'optional'],
    ["<cpu mode='custom'><model>EPYC</model><feature policy='require' name='svm'/></cpu>", 'require'],
  ])('takes virtualization from %s, and gives it back', (cpu, policy) => {
    const off = write(withCpu(cpu), 'virtualization', false);
    expect(off).toContain("<feature policy='disable' name='svm'/>");
    expect(read(off)).toHaveProperty('virtualization', false);
    const on = write(off, 'virtualization', true);
    expect(on).toContain(`<feature policy='${policy}' name='svm'/>`);
    expect(read(on)).toHaveProperty('virtualization', true);
  });

  it('keeps a TPM that is taken away as it was written', () => {
    const tpm = `<tpm model='tpm-tis'>
      <backend type='emulator' version='2.0'>
        <encryption secret='6dd3e4a5-1d76-44ce-961f-f119f5aad935'/>
      </backend>
    </tpm>`;
    const source = domainXml({ devices: tpm });
    const record = withTpm({}, parseXml(source), source, false);
    expect(record.savedTpm).toBe(tpm);
    const without = write(source, 'tpm', false);
    expect(without).not.toContain('<tpm');
    const back = write(without, 'tpm', true, record);
    expect(back).toContain(tpm);
    expect(read(back)).toEqual(read(source));
    expect(withTpm(record, parseXml(without), without, true)).toEqual({});
    expect(readSetup(parseXml(without), record, {})).toHaveProperty('tpm', false);
  });

  it('keeps a watchdog that is taken away as it was written, but for what it does', () => {
    const watchdog = `<watchdog model='ib700' action='pause'><alias name='ua-mine'/></watchdog>`;
    const source = domainXml({ devices: watchdog });
    expect(read(source)).toHaveProperty('watchdog', 'pause');
    const record = withWatchdog({}, parseXml(source), source, 'absent');
    expect(record).toEqual({ savedWatchdog: watchdog });
    const without = write(source, 'watchdog', 'absent');
    expect(without).not.toContain('<watchdog');
    expect(readSetup(parseXml(without), record, {})).toHaveProperty('watchdog', 'absent');
    expect(withWatchdog(record, parseXml(without), without, 'absent')).toEqual(record);
    expect(write(without, 'watchdog', 'reset', record)).toContain(watchdog.replace('pause', 'reset'));
    expect(withWatchdog(record, parseXml(without), without, 'reset')).toEqual({});
  });

  it('gives a PC a watchdog, and nothing that has no slot for one', () => {
    const some = readSetup(parseXml(domainXml()), {}, { watchdog: true });
    expect(some).toHaveProperty('watchdog', 'absent');
    expect(write(domainXml(), 'watchdog', 'poweroff')).toContain("<watchdog model='i6300esb' action='poweroff'/>");
    const arm = domainXml().replace("arch='x86_64'", "arch='aarch64'");
    expect(readSetup(parseXml(arm), {}, { watchdog: true })).not.toHaveProperty('watchdog');
  });

  it('sets all watchdogs alike, and takes none away that is part of the chipset', () => {
    const source = domainXml({
      devices: "<watchdog model='itco' action='reset'/><watchdog model='i6300esb' action='reset'/>",
    });
    expect(write(source, 'watchdog', 'none').match(/action='none'/g)).toHaveLength(2);
    expect(() => write(source, 'watchdog', 'absent')).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});
