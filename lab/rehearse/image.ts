/** The images that machines are rehearsed with: a kernel of this host, busybox and a script, booted by GRUB. */
import { chmod, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { run } from '../host/run.js';
import { PlanError } from '../plan/change.js';
import type { Family } from '../spec/addresses.js';
import type { LabMachine } from '../spec/types.js';
import { drivers, grubCfg, init, lease, lease6, relay } from './guest.js';
import { type Chain, findParts, type ImageOptions, type Parts } from './parts.js';

/** Name of the image that a machine starts. */
export const imageOf = ({ secureBoot }: LabMachine): string =>
  secureBoot ? 'lab-rehearsal-signed.iso' : 'lab-rehearsal.iso';

/** Files of modules in the order in which they have to be loaded; what is built in has none. Throws `PlanError`. */
const modulesOf = async (version: string, wanted: readonly string[]): Promise<readonly string[]> => {
  const all = await Promise.all(
    wanted.map((name) =>
      run(['modprobe', '--set-version', version, '--show-depends', name]).catch(() => {
        throw new PlanError([`the kernel ${version} has no ${name}, which the machines need: --kernel names another`]);
      }),
    ),
  );
  // `insmod /lib/modules/.../virtio_net.ko napi_tx=1`, `builtin nvme`
  const files = all.flatMap((text) => text.split('\n')).flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []);
  return [...new Set(files)];
};

const unzip = promisify(gunzip);

/** As insmod wants it, however the distribution has packed it. */
const moduleBytes = async (file: string): Promise<Buffer | undefined> => {
  if (file.endsWith('.gz')) return unzip(await readFile(file));
  return file.endsWith('.ko') ? readFile(file) : undefined;
};

const unpack = async (file: string, to: string): Promise<void> => {
  const bytes = await moduleBytes(file);
  if (bytes !== undefined) return writeFile(to, bytes);
  const program = file.endsWith('.zst') ? 'zstd' : 'xz';
  await run(['sh', '-c', '"$1" --decompress --stdout "$2" > "$3"', 'sh', program, file, to]);
};

/** A machine, by the address of its first card, and where it is to report. */
export interface Guest {
  readonly mac: string;
  readonly desk: string;
  /** Of the addresses that it takes. */
  readonly families: readonly Family[];
}

/** A program with what loads it and its libraries, where it looks for them. */
const install = async (dir: string, program: string, to: string): Promise<void> => {
  // `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x...)`; one that needs nothing is refused.
  const needs = await run(['ldd', program]).catch(() => '');
  const libraries = [...needs.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
  for (const [from, path] of [[program, to] as const, ...libraries.map((one) => [one, one] as const)]) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await copyFile(from, join(dir, path));
  }
};

const initramfs = async (
  dir: string,
  { busybox, dhclient }: Parts,
  modules: readonly string[],
  guests: readonly Guest[],
) => {
  for (const name of ['bin', 'dev', 'etc', 'modules', 'proc', 'sys']) await mkdir(join(dir, name), { recursive: true });
  await copyFile(busybox, join(dir, 'bin/busybox'));
  if (dhclient !== undefined) await install(dir, dhclient, 'bin/dhclient');
  const names = modules.map((file) => basename(file).replace(/\.ko(\.\w+)?$/, '.ko'));
  for (const [index, file] of modules.entries()) await unpack(file, join(dir, 'modules', names[index] ?? ''));
  const files = {
    'modules/order': names.map((name) => `${name}\n`).join(''),
    machines: guests.map(({ mac, desk, families }) => `${mac.toLowerCase()} ${desk} ${families.join('')}\n`).join(''),
    'bin/lease': lease,
    'bin/lease6': lease6,
    'bin/relay': relay,
    init,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  for (const name of ['bin/busybox', 'bin/lease', 'bin/lease6', 'bin/relay', 'init'])
    await chmod(join(dir, name), 0o755);
};

const zip = promisify(gzip);

/** What is on an image beside its boot loader. */
const fill = async (tree: string, work: string, parts: Parts, modules: readonly string[], guests: readonly Guest[]) => {
  const [root, archive] = [join(work, 'root'), join(work, 'archive')];
  await initramfs(root, parts, modules, guests);
  const pack = 'cd "$1" && find . | cpio --quiet --create --format=newc --owner=0:0 > "$2"';
  await run(['sh', '-c', pack, 'sh', root, archive]);
  await mkdir(join(tree, 'lab'), { recursive: true });
  await copyFile(parts.kernel, join(tree, 'lab/vmlinuz'));
  await writeFile(join(tree, 'lab/initrd'), await zip(await readFile(archive)));
  await configure(tree);
};

/** Where GRUB looks on the medium that it came from: that of Debian, and that of Fedora. */
const configure = async (tree: string): Promise<void> => {
  for (const path of ['boot/grub/grub.cfg', 'EFI/BOOT/grub.cfg'].map((name) => join(tree, name))) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, grubCfg);
  }
};

const byGrub = async (path: string, tree: string, mkrescue: string): Promise<void> => {
  const modules = '--install-modules=normal echo linux serial terminal iso9660 search part_gpt part_msdos';
  await run([mkrescue, `--output=${path}`, modules, '--fonts=', '--locales=', '--themes=', tree]);
};

/** Firmware finds the system partition by El Torito on a CD, and by its GPT on a disk. */
const bySignedChain = async (path: string, tree: string, work: string, { shim, grub }: Chain): Promise<void> => {
  const [files, partition] = [join(work, 'esp'), join(work, 'esp.img')];
  await configure(files);
  await copyFile(shim, join(files, 'EFI/BOOT/BOOTX64.EFI'));
  await copyFile(grub, join(files, 'EFI/BOOT/grubx64.efi'));
  const bytes = (await stat(shim)).size + (await stat(grub)).size;
  await run(['mformat', '-C', '-T', String(Math.ceil(bytes / 512) + 2048), '-i', partition, '::']);
  await run(['mcopy', '-s', '-i', partition, join(files, 'EFI'), join(files, 'boot'), '::']);
  const appended = ['-append_partition', '2', '0xef', partition, '-appended_part_as_gpt'];
  const boot = ['-e', '--interval:appended_partition_2:all::', '-no-emul-boot'];
  await run(['xorriso', '-as', 'mkisofs', '-quiet', '-r', '-o', path, ...appended, ...boot, tree]);
};

/**
 * Makes those images in `dir` that the machines start: one by GRUB's own tools, for BIOS and for UEFI without Secure Boot,
 * and one by what distributions have signed. They boot as a CD and as a disk, and have some 20 MB. A second or two. Throws
 * `PlanError` where this host lacks what they are made of.
 */
export const buildImages = async (
  dir: string,
  machines: readonly LabMachine[],
  guests: readonly Guest[],
  options: ImageOptions = {},
): Promise<void> => {
  const six = guests.some(({ families }) => families.includes(6));
  const parts = await findParts(machines, options, six);
  const buses = machines.flatMap(({ disks }) => disks.map(({ bus }) => bus));
  const modules = await modulesOf(parts.version, drivers(buses));
  const [work, tree] = [join(dir, 'work'), join(dir, 'work/tree')];
  try {
    await fill(tree, work, parts, modules, guests);
    const unsigned = machines.find(({ secureBoot }) => !secureBoot);
    if (unsigned) await byGrub(join(dir, imageOf(unsigned)), tree, parts.mkrescue);
    const signed = machines.find(({ secureBoot }) => secureBoot);
    if (signed && parts.chain) await bySignedChain(join(dir, imageOf(signed)), tree, work, parts.chain);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};
