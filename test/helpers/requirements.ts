import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Programs and files that the tests of this project's real parts stand on, and the Debian package of each. */
const requirements: Readonly<Record<string, string>> = {
  libvirtd: 'libvirt-daemon-system',
  virsh: 'libvirt-clients',
  'qemu-system-x86_64': 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
  '/usr/lib/x86_64-linux-gnu/qemu/block-curl.so': 'qemu-block-extra',
  '/usr/share/OVMF/OVMF_CODE_4M.fd': 'ovmf',
  swtpm: 'swtpm',
  swtpm_setup: 'swtpm-tools',
  dnsmasq: 'dnsmasq-base',
  haproxy: 'haproxy',
  chronyd: 'chrony',
  ip: 'iproute2',
  nsenter: 'util-linux',
  'systemd-nspawn': 'systemd-container',
  '/lib/systemd/systemd-udevd': 'udev',
  '/lib/systemd/system/dbus.socket': 'dbus',
  '/lib/systemd/system/libvirtd.socket': 'libvirt-daemon-system-systemd',
  xorriso: 'xorriso',
  'grub-mkrescue': 'grub-common',
  mformat: 'mtools',
  dhclient: 'isc-dhcp-client',
  '/usr/lib/grub/i386-pc/moddep.lst': 'grub-pc-bin',
  '/usr/lib/grub/x86_64-efi/moddep.lst': 'grub-efi-amd64-bin',
  '/usr/lib/shim/shimx64.efi.signed': 'shim-signed',
  '/usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed': 'grub-efi-amd64-signed',
  openssl: 'openssl',
  curl: 'curl',
  '/usr/lib/python3/dist-packages/sushy/__init__.py': 'python3-sushy',
};

const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

const there = async (name: string): Promise<boolean> => {
  const candidates = name.startsWith('/') ? [name] : directories.map((directory) => join(directory, name));
  for (const candidate of candidates) {
    const found = await access(candidate, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
};

/** What keeps the tests of the real parts from running here, as a sentence that says what to do; undefined if nothing does. */
export const missing = async (): Promise<string | undefined> => {
  if (process.getuid?.() !== 0) {
    return 'these tests make network namespaces and start libvirtd: run them as root (./scripts/test.sh says how)';
  }
  const packages: string[] = [];
  for (const [name, debianPackage] of Object.entries(requirements)) {
    if (!(await there(name))) packages.push(debianPackage);
  }
  return packages.length === 0
    ? undefined
    : `these tests need Debian packages that are not here: apt-get install ${packages.join(' ')}`;
};
