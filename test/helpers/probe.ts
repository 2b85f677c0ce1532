import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deaf, echo, polite } from './guest-program.js';
import { run } from './run.js';
import { remove, temporaryDirectory } from './temporary.js';

/**
 * What the guest does once it has said where it came from: it reboots when Enter is pressed, as an installer does when
 * it is through (`TestMachine.finish`), reboots or turns itself off a second later, ignores ACPI for ever, waits for the
 * ACPI power button, or says on its serial port what it hears there.
 */
export type Deed = 'install' | 'reboot' | 'poweroff' | 'deaf' | 'polite' | 'echo';

export interface Probe {
  /** It writes `probe: booted from <says> (pc)` on the first serial port, or `(efi)`. */
  readonly says: string;
  readonly deed: Deed;
  /** First it writes what it reads in its SMBIOS, a line for each field: `probe: smbios model=...`. */
  readonly smbios?: boolean;
}

/** Type of the structure and offset in it (DSP0134). */
const smbiosFields = {
  biosVersion: [0, 5],
  manufacturer: [1, 4],
  model: [1, 5],
  serialNumber: [1, 7],
  uuid: [1, 8],
  sku: [1, 25],
  chassisManufacturer: [3, 4],
  chassisVersion: [3, 6],
  chassisSerialNumber: [3, 7],
} as const;
export type SmbiosField = keyof typeof smbiosFields;

const tellSmbios = (): readonly string[] =>
  Object.entries(smbiosFields).flatMap(([field, [type, offset]]) => [
    // A field without a value leaves its variable alone: one for each.
    `smbios --type ${type} --get-${field === 'uuid' ? 'uuid' : 'string'} ${offset} --set ${field}`,
    `echo "probe: smbios ${field}=$${field}"`,
  ]);

const deeds: Readonly<Record<Deed, string>> = {
  install: 'read enter\necho "probe: reboots"\nreboot',
  reboot: 'sleep 1\necho "probe: reboots"\nreboot',
  poweroff: 'sleep 1\necho "probe: turns off"\nhalt',
  deaf: 'multiboot /boot/deaf\nboot',
  polite: 'multiboot /boot/polite\nboot',
  echo: 'multiboot /boot/echo\nboot',
};

const grubCfg = ({ says, deed, smbios = false }: Probe): string =>
  [
    'serial --unit=0 --speed=115200',
    'terminal_output serial',
    ...(smbios ? tellSmbios() : []),
    `echo "probe: booted from ${says} ($grub_platform)"`,
    deeds[deed],
    '',
  ].join('\n');

const modules =
  'normal echo read sleep reboot halt serial terminal multiboot iso9660 search part_gpt part_msdos smbios';

const build = async (probe: Probe, path: string): Promise<void> => {
  const dir = await temporaryDirectory();
  try {
    const boot = join(dir, 'tree/boot');
    await mkdir(join(boot, 'grub'), { recursive: true });
    await writeFile(join(boot, 'grub/grub.cfg'), grubCfg(probe));
    await writeFile(join(boot, 'deaf'), deaf);
    await writeFile(join(boot, 'polite'), polite);
    await writeFile(join(boot, 'echo'), echo);
    const image = join(dir, 'image');
    await run([
      'grub-mkrescue',
      `--output=${image}`,
      `--install-modules=${modules}`,
      '--fonts=',
      '--locales=',
      '--themes=',
      join(dir, 'tree'),
    ]);
    // Whole or not at all, also when two test processes build the same one.
    await copyFile(image, `${path}.${process.pid}`);
    await rename(`${path}.${process.pid}`, path);
  } finally {
    await remove(dir);
  }
};

/** A bootable image, as a CD or as a disk, under BIOS and UEFI; built once per machine and text. Not to be written to. */
export const probeImage = async (probe: Probe): Promise<string> => {
  const key = createHash('sha256')
    .update(grubCfg(probe))
    .update(deaf)
    .update(polite)
    .update(echo)
    .update(modules)
    .digest('hex');
  const path = join(tmpdir(), `redfish-emu-probe-${key.slice(0, 16)}.iso`);
  const built = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!built) await build(probe, path);
  return path;
};

/** A disk at `path` that a guest may write to. */
export const probeDisk = async (path: string, probe: Probe): Promise<string> => {
  await copyFile(await probeImage(probe), path);
  return path;
};
