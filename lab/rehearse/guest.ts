/**
 * What runs in a machine while it is rehearsed: a kernel, busybox, for IPv6 ISC's dhclient, and this. It takes its
 * addresses by DHCP, tells the desk that it is there, and then does whatever the desk asks for, until it is told to go.
 */
import type { LabDisk } from '../spec/types.js';

/** Applets of busybox that it and the desk's orders need. */
export const applets: readonly string[] = [
  ...['blockdev', 'cat', 'dd', 'grep', 'insmod', 'ip', 'mount', 'nc', 'nslookup', 'poweroff', 'reboot', 'sed', 'sh'],
  ...['sleep', 'sync', 'timeout', 'tr', 'udhcpc', 'wc', 'wget'],
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
for server in $dns; do echo "nameserver $server"; done >> /etc/resolv.conf
printf 'address4=%s/%s\\ngateway4=%s\\nnameservers4=%s\\n' "$ip" "$mask" "$router" "$dns" >> /lease
`;

/** dhclient's, as dhclient-script(8) has it. DHCPv6 tells no prefix: what is on the link, routers announce. */
export const lease6 = `#!/bin/sh
[ "$reason" = BOUND6 ] || exit 0
ip -6 address add "$new_ip6_address/128" dev "$interface"
for server in $new_dhcp6_name_servers; do echo "nameserver $server"; done >> /etc/resolv.conf
printf 'address6=%s\\nnameservers6=%s\\n' "$new_ip6_address" "$new_dhcp6_name_servers" >> /lease
`;

/**
 * Of a node that answers in its cluster's place: takes a caller to those at the desk who stand in for it, through a tunnel
 * (RFC 9110 9.3.6) that says to which port of which machine he has come. \`dd\` passes on at once what it has; busybox's
 * \`cat\` may wait for more.
 */
export const relay = `#!/bin/sh
{ printf 'CONNECT %s:%s HTTP/1.1\\r\\nHost: desk\\r\\n\\r\\n' "$3" "$4"; exec dd bs=4k 2>/dev/null; } |
  nc "$1" "$2" | { read status; read empty; exec dd bs=4k 2>/dev/null; }
`;

/**
 * The file `/machines` has a line for each machine: the MAC address of its first card, the URL of its desk, and the
 * families of its addresses. What went wrong before the desk could be told stands on the serial line.
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
    set -- $(grep "^$mac " /machines) && [ $# -gt 0 ] && card=\${card##*/} && desk=$2 && families=$3 && return 0
  done
  return 1
}
for try in 1 2 3 4 5 6 7 8 9 10; do own_card && break || sleep 1; done
[ -n "$desk" ] || give_up "no card has the address of a machine of the lab: $(cat /sys/class/net/*/address)"
say "$card is $mac"

echo 'hosts: files dns' > /etc/nsswitch.conf
ip link set lo up
ip link set "$card" up

# Until nobody else has claimed the addresses (RFC 4862 5.4).
settled() {
  for try in 1 2 3 4 5 6 7 8 9 10; do
    case $(ip -6 address show dev "$card") in *tentative*) ;; *inet6*) return 0 ;; esac
    sleep 1
  done
  say "somebody else has an address of $card: $(ip -6 address show dev "$card" | grep tentative)"
}
# By an identifier that is made of the card's address, as an installed node does it.
six() {
  settled
  dhclient -6 -1 -D LL -cf /dev/null -lf /leases6 --no-pid -sf /bin/lease6 "$card" || return 1
  settled
  # The kernel asks routers three times, four seconds apart (RFC 4861 10).
  for try in 1 2 3 4 5 6 7 8; do ip -6 route | grep -q '^default via' && break || sleep 2; done
  ip -6 route | sed -n 's/^default via \\([^ ]*\\).*/gateway6=\\1/p' >> /lease
  echo "links6=$(ip -6 route | sed -n 's/^\\([^ ]*\\/[0-9]*\\) .*/\\1/p' | tr '\\n' ' ')" >> /lease
}
case $families in *4*) udhcpc -i "$card" -f -n -q -t 20 -T 3 -s /bin/lease || lacks="$lacks IPv4" ;; esac
case $families in *6*) six || lacks="$lacks IPv6" ;; esac
[ -z "$lacks" ] || say "no DHCP server answered on $card:$lacks"
[ -s /lease ] || { sleep 5; poweroff -f; }
say $(cat /lease)

# Secure Boot, as the kernel was told of it: 3 is that it is in force (Linux, Documentation/arch/x86/zero-page.rst).
secure=$(dd if=/sys/kernel/boot_params/data bs=1 skip=492 count=1 2>/dev/null | tr -cd '\\003' | wc -c)

ask() { wget -q -O /order --post-file /said "$desk/$1"; }
{ sed -n 's/.*from=\\([^ ]*\\).*/from=\\1/p' /proc/cmdline; echo "secure=$secure"; cat /lease; } > /said
until ask "arrived/$mac"; do say "$desk does not answer"; sleep 2; done
number=1
while :; do
  sh /order > /said 2>&1
  until ask "did/$mac/$number"; do sleep 2; done
  number=$((number + 1))
done
`;
