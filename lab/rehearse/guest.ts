/**
 * What runs in a machine while it is rehearsed: a kernel, busybox, and this. It takes an address by DHCP, tells the desk
 * that it is there, and then does whatever the desk asks for, until it is told to go.
 */
import type { LabDisk } from '../spec/types.js';

/** Applets of busybox that it and the desk's orders need. */
export const applets: readonly string[] = [
  ...['blockdev', 'cat', 'dd', 'grep', 'insmod', 'ip', 'mount', 'nslookup', 'poweroff', 'reboot', 'sed', 'sh', 'sleep'],
  ...['sync', 'timeout', 'tr', 'udhcpc', 'wc', 'wget'],
];

const disks: Readonly<Record<LabDisk['bus'], readonly string[]>> = {
  virtio: ['virtio_blk'],
  scsi: ['virtio_scsi', 'sd_mod'],
  sata: ['ahci', 'sd_mod'],
  nvme: ['nvme'],
};

/** Names of the kernel's modules for cards as a lab has them, and for disks on these buses. */
export const drivers = (buses: readonly LabDisk['bus'][]): readonly string[] => [
  ...new Set(['virtio_pci', 'virtio_net', ...buses.flatMap((bus) => disks[bus])]),
];

/**
 * Where it was booted from is GRUB's to know: `cd0`, `hd0`. From a disk, a signed one comes from the system partition, and
 * the kernel is beside that.
 */
export const grubCfg = `serial --unit=0 --speed=115200
terminal_output serial
set from=$root
search --file --hint=$root --set=root /lab/vmlinuz
linux /lab/vmlinuz console=tty0 console=ttyS0 quiet panic=10 from=$from
initrd /lab/initrd
boot
`;

/** udhcpc's script: its words are in the environment. */
export const lease = `#!/bin/sh
[ "$1" = bound ] || exit 0
ip address add "$ip/$mask" dev "$interface"
[ -z "$router" ] || ip route add default via "\${router%% *}"
for server in $dns; do echo "nameserver $server"; done > /etc/resolv.conf
printf 'address=%s/%s\\ngateway=%s\\nnameservers=%s\\n' "$ip" "$mask" "$router" "$dns" > /lease
`;

/**
 * The file `/machines` has a line for each machine: the MAC address of its first card and the URL of its desk. What went
 * wrong before the desk could be told stands on the serial line.
 */
export const init = `#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
exec > /dev/console 2>&1 < /dev/console
say() { echo "rehearsal: $*"; }
give_up() { say "$*"; sleep 5; poweroff -f; }
for module in $(cat /modules/order); do insmod "/modules/$module" || say "$module could not be loaded"; done

own_card() {
  for card in /sys/class/net/*; do
    mac=$(cat "$card/address")
    set -- $(grep "^$mac " /machines) && [ $# -gt 0 ] && card=\${card##*/} && desk=$2 && return 0
  done
  return 1
}
for try in 1 2 3 4 5 6 7 8 9 10; do own_card && break || sleep 1; done
[ -n "$desk" ] || give_up "no card has the address of a machine of the lab: $(cat /sys/class/net/*/address)"
say "$card is $mac"

echo 'hosts: files dns' > /etc/nsswitch.conf
ip link set lo up
ip link set "$card" up
udhcpc -i "$card" -f -n -q -t 20 -T 3 -s /bin/lease || give_up "no DHCP server answered on $card"
say "$(cat /lease)"

# Secure Boot, as the kernel was told of it: 3 is that it is in force (Linux, Documentation/arch/x86/zero-page.rst).
secure=$(dd if=/sys/kernel/boot_params/data bs=1 skip=492 count=1 2>/dev/null | tr -cd '\\003' | wc -c)

ask() { wget -q -O /order --post-file /said "$desk/$1"; }
{ sed -n 's/.*from=\\([^ ]*\\).*/from=\\1/p' /proc/cmdline; echo "secure=$secure"; cat /lease; } > /said
for try in 1 2 3 4 5 6 7 8 9 10; do ask "arrived/$mac" && break || { say "$desk does not answer"; sleep 2; }; done
number=1
while :; do
  sh /order > /said 2>&1
  until ask "did/$mac/$number"; do sleep 2; done
  number=$((number + 1))
done
`;
