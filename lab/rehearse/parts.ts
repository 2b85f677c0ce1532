/** What the images that machines are rehearsed with are made of, found on this host. */
import { constants } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isInstalled, run } from '../host/run.js';
import { PlanError } from '../plan/change.js';
import type { LabMachine } from '../spec/types.js';
import { applets } from './guest.js';

export interface ImageOptions {
  /** A kernel called `vmlinuz-<version>`, whose modules are in `/lib/modules/<version>`; without, one of this host's. */
  readonly kernel?: string;
}

/** What an image is made of, found on this host. */
export interface Parts {
  readonly kernel: string;
  readonly version: string;
  readonly busybox: string;
  readonly mkrescue: string;
  /** Where a machine has IPv6: by DHCPv6, which Debian's busybox does not speak. */
  readonly dhclient?: string;
  /** Where a machine has Secure Boot. */
  readonly chain?: Chain;
}

/** What firmware with Secure Boot starts, and what that starts. */
export interface Chain {
  /** Signed by Microsoft, whose keys firmware has; it has the distribution's. */
  readonly shim: string;
  /** Signed by the distribution, for CDs: it finds its configuration on the medium that it came from. */
  readonly grub: string;
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

const notThere = (path: string, packages: string): string =>
  `there is no ${path}: Debian and Fedora have it in ${packages}`;

const grubProblems = async (machines: readonly LabMachine[]): Promise<readonly string[]> => {
  const wanted = [...new Set(machines.map(({ firmware }) => platforms[firmware]))];
  const found = await Promise.all(wanted.map((platform) => exists(`/usr/lib/grub/${platform}`)));
  const packages = {
    'i386-pc': 'grub-pc-bin, grub2-pc-modules',
    'x86_64-efi': 'grub-efi-amd64-bin, grub2-efi-x64-modules',
  };
  return wanted
    .filter((_, index) => !found[index])
    .map((platform) => notThere(`/usr/lib/grub/${platform}`, packages[platform]));
};

/** Debian has it in /usr/lib, Fedora where it boots from itself. The most complete one, and what of it is missing. */
const findChain = async (): Promise<{ readonly chain: Chain; readonly problems: readonly string[] }> => {
  const esp = '/boot/efi/EFI';
  const debian = {
    shim: '/usr/lib/shim/shimx64.efi.signed',
    grub: '/usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed',
  };
  const others = (await readdir(esp).catch(() => [])).map((name) => ({
    shim: join(esp, name, 'shimx64.efi'),
    grub: join(esp, name, 'gcdx64.efi'),
  }));
  const all = await Promise.all(
    [debian, ...others].map(async (chain) => {
      const [shim, grub] = await Promise.all([exists(chain.shim), exists(chain.grub)]);
      const problems = [
        ...(shim ? [] : [notThere(chain.shim, 'shim-signed, shim-x64')]),
        ...(grub ? [] : [notThere(chain.grub, 'grub-efi-amd64-signed, grub2-efi-x64-cdboot')]),
      ];
      return { chain, problems };
    }),
  );
  return all.reduce((best, one) => (one.problems.length < best.problems.length ? one : best));
};

/** PE32+: the fifth data directory is the table of certificates. By whom it is signed, firmware looks at. */
export const isSigned = (program: Buffer): boolean => {
  if (program.length < 64) return false;
  const header = program.readUInt32LE(60) + 24;
  const size = header + 112 + 4 * 8 + 4;
  return program.length >= size + 4 && program.readUInt16LE(header) === 0x20b && program.readUInt32LE(size) > 0;
};

/** Empty: it is not installed. */
const which = async (program: string): Promise<string> =>
  (await run(['sh', '-c', 'command -v "$1" || true', 'sh', program])).trim();

/** Throws `PlanError` with all that is missing, and where to get it. `six`: a machine has IPv6. */
export const findParts = async (
  machines: readonly LabMachine[],
  { kernel: named }: ImageOptions,
  six: boolean,
): Promise<Parts> => {
  const unsigned = machines.filter(({ secureBoot }) => !secureBoot);
  const [kernel, busybox, dhclient, grub, secure] = await Promise.all([
    findKernel(named),
    which('busybox'),
    six ? which('dhclient') : undefined,
    isInstalled('grub-mkrescue'),
    unsigned.length < machines.length ? findChain() : undefined,
  ]);
  const mkrescue = grub ? 'grub-mkrescue' : 'grub2-mkrescue';
  const programs = [
    ...(unsigned.length > 0 ? [[mkrescue, 'grub-common, grub2-tools-extra'] as const] : []),
    ['xorriso', 'xorriso'],
    ['mformat', 'mtools'],
    ['cpio', 'cpio'],
    ['modprobe', 'kmod'],
    ...(six ? [['dhclient', 'isc-dhcp-client, dhcp-client'] as const] : []),
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
    ...(kernel !== undefined && secure && !isSigned(await readFile(kernel))
      ? [`${kernel} is not signed, and Secure Boot starts no other: --kernel names one that a distribution signed`]
      : []),
    ...[await busyboxProblem(busybox)].filter((problem) => problem !== undefined),
    ...missing.flat(),
    ...(await grubProblems(unsigned)),
    ...(secure?.problems ?? []),
  ];
  if (kernel === undefined || problems.length > 0) throw new PlanError(problems);
  return {
    kernel,
    version: versionOf(kernel),
    busybox,
    mkrescue,
    ...(dhclient !== undefined && { dhclient }),
    ...(secure && { chain: secure.chain }),
  };
};
