/** The image that machines are rehearsed with: a kernel of this host, busybox and a script, booted by GRUB. */
import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { isInstalled, run } from '../host/run.js';
import { PlanError } from '../plan/change.js';
import type { LabMachine } from '../spec/types.js';
import { applets, drivers, grubCfg, init, lease } from './guest.js';

export interface ImageOptions {
  /** A kernel called `vmlinuz-<version>`, whose modules are in `/lib/modules/<version>`; without, one of this host's. */
  readonly kernel?: string;
}

/** What an image is made of, found on this host. */
interface Parts {
  readonly kernel: string;
  readonly version: string;
  readonly busybox: string;
  readonly mkrescue: string;
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

const versionOf = (kernel: string): string => basename(kernel).replace(/^vmlinuz-?/, '');

/** The running one before others, newer before older. */
const ownKernels = async (): Promise<readonly string[]> => {
  const names = (await readdir('/boot').catch(() => [])).filter((name) => name.startsWith('vmlinuz-'));
  const running = (await run(['uname', '-r'])).trim();
  const newest = names.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  return [`vmlinuz-${running}`, ...newest].map((name) => join('/boot', name));
};

const findKernel = async (named: string | undefined): Promise<string | undefined> => {
  for (const kernel of named === undefined ? await ownKernels() : [named])
    if ((await exists(kernel)) && (await exists(`/lib/modules/${versionOf(kernel)}`))) return kernel;
  return undefined;
};

/** ELF-64: a program header of the type PT_INTERP (3) names who loads it and its libraries. */
const isStatic = (program: Buffer): boolean => {
  const [at, size, count] = [Number(program.readBigUInt64LE(32)), program.readUInt16LE(54), program.readUInt16LE(56)];
  return Array.from({ length: count }, (_, index) => program.readUInt32LE(at + index * size)).every(
    (type) => type !== 3,
  );
};

const busyboxProblem = async (path: string): Promise<string | undefined> => {
  const advice = 'Debian has a fitting one in busybox-static, Fedora in busybox';
  if (path === '') return `busybox is not installed: ${advice}`;
  if (!isStatic(await readFile(path))) return `${path} needs libraries, which a probe does not have: ${advice}`;
  const has = new Set((await run([path, '--list'])).split('\n'));
  const lacks = applets.filter((applet) => !has.has(applet));
  return lacks.length === 0 ? undefined : `${path} lacks ${lacks.join(', ')}: ${advice}`;
};

/** Directories of GRUB's modules, by who boots. */
const platforms = { bios: 'i386-pc', uefi: 'x86_64-efi' } as const;

const grubProblems = async (machines: readonly LabMachine[]): Promise<readonly string[]> => {
  const wanted = [...new Set(machines.map(({ firmware }) => platforms[firmware]))];
  const found = await Promise.all(wanted.map((platform) => exists(`/usr/lib/grub/${platform}`)));
  const packages = {
    'i386-pc': 'grub-pc-bin, grub2-pc-modules',
    'x86_64-efi': 'grub-efi-amd64-bin, grub2-efi-x64-modules',
  };
  return wanted
    .filter((_, index) => !found[index])
    .map((platform) => `there is no /usr/lib/grub/${platform}: Debian and Fedora have it in ${packages[platform]}`);
};

/** Throws `PlanError` with all that is missing, and where to get it. */
export const findParts = async (machines: readonly LabMachine[], { kernel: named }: ImageOptions): Promise<Parts> => {
  const [kernel, busybox, grub] = await Promise.all([
    findKernel(named),
    run(['sh', '-c', 'command -v busybox || true']).then((path) => path.trim()),
    isInstalled('grub-mkrescue'),
  ]);
  const mkrescue = grub ? 'grub-mkrescue' : 'grub2-mkrescue';
  const programs = [
    [mkrescue, 'grub-common, grub2-tools-extra'],
    ['xorriso', 'xorriso'],
    ['mformat', 'mtools'],
    ['cpio', 'cpio'],
    ['modprobe', 'kmod'],
  ] as const;
  const missing = await Promise.all(
    programs.map(async ([program, from]) =>
      (await isInstalled(program)) ? [] : [`${program} is not installed: ${from} has it`],
    ),
  );
  const noKernel =
    named === undefined
      ? 'there is no kernel with its modules in /boot and /lib/modules: Debian has one in linux-image-amd64, Fedora in kernel-core; or --kernel names one'
      : `${named} is no kernel called vmlinuz-<version> with modules in /lib/modules/<version>`;
  const problems = [
    ...(kernel === undefined ? [noKernel] : []),
    ...[await busyboxProblem(busybox)].filter((problem) => problem !== undefined),
    ...missing.flat(),
    ...(await grubProblems(machines)),
  ];
  if (kernel === undefined || problems.length > 0) throw new PlanError(problems);
  return { kernel, version: versionOf(kernel), busybox, mkrescue };
};

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
}

const initramfs = async (dir: string, { busybox }: Parts, modules: readonly string[], guests: readonly Guest[]) => {
  for (const name of ['bin', 'dev', 'etc', 'modules', 'proc', 'sys']) await mkdir(join(dir, name), { recursive: true });
  await copyFile(busybox, join(dir, 'bin/busybox'));
  const names = modules.map((file) => basename(file).replace(/\.ko(\.\w+)?$/, '.ko'));
  for (const [index, file] of modules.entries()) await unpack(file, join(dir, 'modules', names[index] ?? ''));
  const files = {
    'modules/order': names.map((name) => `${name}\n`).join(''),
    machines: guests.map(({ mac, desk }) => `${mac.toLowerCase()} ${desk}\n`).join(''),
    'bin/lease': lease,
    init,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  for (const name of ['bin/busybox', 'bin/lease', 'init']) await chmod(join(dir, name), 0o755);
};

const zip = promisify(gzip);

/**
 * Makes `dir`/probe.iso, which boots as a CD and as a disk, by BIOS and by UEFI without Secure Boot; gives its path. Some
 * 20 MB, a second or two. Throws `PlanError` where this host lacks what it is made of.
 */
export const buildImage = async (
  dir: string,
  machines: readonly LabMachine[],
  guests: readonly Guest[],
  options: ImageOptions = {},
): Promise<string> => {
  const parts = await findParts(machines, options);
  const buses = machines.flatMap(({ disks }) => disks.map(({ bus }) => bus));
  const modules = await modulesOf(parts.version, drivers(buses));
  const [root, tree, path] = [join(dir, 'root'), join(dir, 'tree'), join(dir, 'probe.iso')];
  try {
    await initramfs(root, parts, modules, guests);
    await mkdir(join(tree, 'lab'), { recursive: true });
    await mkdir(join(tree, 'boot/grub'), { recursive: true });
    await copyFile(parts.kernel, join(tree, 'lab/vmlinuz'));
    const archive = join(dir, 'archive');
    await run([
      'sh',
      '-c',
      'cd "$1" && find . | cpio --quiet --create --format=newc --owner=0:0 > "$2"',
      'sh',
      root,
      archive,
    ]);
    await writeFile(join(tree, 'lab/initrd'), await zip(await readFile(archive)));
    await rm(archive);
    await writeFile(join(tree, 'boot/grub/grub.cfg'), grubCfg);
    const modules_ = '--install-modules=normal echo linux serial terminal iso9660 search part_gpt part_msdos';
    await run([parts.mkrescue, `--output=${path}`, modules_, '--fonts=', '--locales=', '--themes=', tree]);
    return path;
  } finally {
    for (const made of [root, tree]) await rm(made, { recursive: true, force: true });
  }
};
