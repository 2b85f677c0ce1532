import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver } from './driver-rig.js';

let daemon: Libvirtd;
let hypervisor: Hypervisor;
beforeAll(async () => {
  daemon = await startLibvirtd();
  hypervisor = await startDriver(daemon.uri);
});
afterAll(async () => {
  await hypervisor?.close();
  await daemon?.stop();
});

const text = async (of: Hypervisor, { uuid }: TestMachine): Promise<string | undefined> => {
  const found = await of.consoles?.consoleText(uuid);
  return found && Buffer.from(found.data).toString('latin1');
};

/** Its serial port is a terminal, as of most machines; what else it says is in `log`. */
const machineWithLog = async (log: string | undefined): Promise<TestMachine> => {
  const machine = await defineMachine(daemon, { disk: 'deaf' });
  const xml = await machine.xml();
  const port =
    log === undefined ? `<serial type='pty'/>` : `<serial type='pty'><log file='${log}' append='on'/></serial>`;
  const path = join(daemon.dir, `${machine.name}.xml`);
  await writeFile(
    path,
    xml.replace(/<serial type='file'>[\s\S]*?<\/serial>/, port).replace(/<console [\s\S]*?<\/console>/, ''),
  );
  await daemon.virsh('define', path);
  await look(hypervisor, machine.uuid);
  return machine;
};

describe('what a serial port says', () => {
  it('is read where the definition has it logged, and the console stays free for whoever types `virsh console`', async () => {
    const log = join(daemon.dir, 'beside.log');
    const machine = await machineWithLog(log);
    await machine.virsh('start');
    await waitFor('the boot on the console', async () =>
      (await text(hypervisor, machine))?.includes('booted from disk'),
    );
    // virsh says so when it has the console, and nothing but that when somebody else has.
    const console = `timeout 3 script -qec 'virsh -c qemu+unix:///system?socket=${daemon.socket} console ${machine.uuid}' /dev/null`;
    const said = await daemon.exec('sh', '-c', `${console} </dev/null || true`);
    expect(said).toContain('Connected to domain');
    expect(said).not.toContain('Active console session');
    expect(await text(hypervisor, machine)).toBe((await readFile(log)).toString('latin1'));
    await machine.virsh('destroy');
  });

  it('is nowhere where the port is a terminal alone', async () => {
    const machine = await machineWithLog(undefined);
    await machine.virsh('start');
    expect(await text(hypervisor, machine)).toBeUndefined();
    await machine.virsh('destroy');
  });

  it('of another host comes out of a storage pool, and is not looked for on this one', async () => {
    const directory = join(daemon.dir, 'logs');
    await mkdir(directory);
    const log = join(directory, 'far.log');
    const machine = await machineWithLog(log);
    await writeFile(log, 'first words\n');
    // The same daemon, taken for one whose files are not ours.
    const far = await startDriver(daemon.uri, { transfer: 'upload' });
    try {
      expect(await text(far, machine)).toBeUndefined();
      expect(await far.consoles?.hasConsoleText(machine.uuid)).toBe(false);
      await daemon.virsh('pool-create-as', 'logs', 'dir', '--target', directory);
      await waitFor('the text', async () => (await text(far, machine)) === 'first words\n');
      await waitFor('it to be listed', () => far.consoles?.hasConsoleText(machine.uuid) ?? false);
      await appendFile(log, 'and more\n');
      await waitFor('more text', async () => (await text(far, machine)) === 'first words\nand more\n');
      const big = Buffer.alloc(300_000, 'x');
      await writeFile(log, big);
      const found = await waitFor('the end of it', async () => {
        const read = await far.consoles?.consoleText(machine.uuid);
        return read && read.offset > 0 && read;
      });
      expect(found.offset + found.data.length).toBe(big.length);
    } finally {
      await far.close();
    }
  });
});
