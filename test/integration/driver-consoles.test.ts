import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { look, startDriver } from './driver-rig.js';

describe('consoles and the TPM', () => {
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

  /** What a server says first. */
  const greeting = (port: number | undefined, bytes: number): Promise<string> =>
    libvirtd.exec('bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}; head -c ${bytes} <&3 | od -An -c | tr -d ' \\n'`);

  it('are told with the port at which a server answers, while there is one', async () => {
    const machine = await defineMachine(libvirtd, {
      disk: 'deaf',
      devices: `<graphics type='vnc' autoport='yes' listen='0.0.0.0'/>
        <serial type='tcp'><source mode='bind' host='0.0.0.0' service='4555'/><protocol type='telnet'/></serial>
        <tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>`,
    });
    const off = await look(hypervisor, machine.uuid);
    expect(off.consoles).toEqual([{ protocol: 'vnc' }, { protocol: 'telnet', port: 4555 }]);
    expect(off.tpm).toEqual({ model: 'tpm-tis', version: '2.0' });

    await hypervisor.reset(machine.uuid, 'On');
    const [vnc, telnet] = (await look(hypervisor, machine.uuid)).consoles;
    expect(vnc).toEqual({ protocol: 'vnc', port: expect.any(Number) });
    expect(await greeting(vnc?.port, 4)).toBe('RFB');
    // Telnet begins with IAC (RFC 854).
    expect(await greeting(telnet?.port, 1)).toBe('377');
    expect((await look(hypervisor, machine.uuid)).tpm).toEqual(off.tpm);
    await hypervisor.reset(machine.uuid, 'ForceOff');
  });

  it('have no port where nobody but the host can connect', async () => {
    const machine = await defineMachine(libvirtd, { vncPassword: 'secret' });
    await look(hypervisor, machine.uuid);
    await hypervisor.reset(machine.uuid, 'On');
    const { consoles, tpm } = await look(hypervisor, machine.uuid);
    expect(consoles).toEqual([{ protocol: 'vnc' }]);
    expect(tpm).toBeUndefined();
    await hypervisor.reset(machine.uuid, 'ForceOff');
  });
});
