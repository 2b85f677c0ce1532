import { join } from 'node:path';
import type { Host } from '../host/host.js';
import type { Service } from '../host/service.js';
import type { Lab } from '../spec/types.js';
import { servedNetworks } from './dns.js';

/**
 * Both at once: an address that is only gone would not come back. With `nodad` it counts from the beginning. One that
 * somebody else has is left alone.
 */
const script = (lab: string, gateways: readonly string[]): string => `# Made by lab create for the lab ${lab}.
while :; do
  ip -6 -oneline address show tentative -dadfailed | while read -r number device family address rest; do
    case "$device $address" in
      ${gateways.map((gateway) => `'${gateway}'`).join(' | ')})
        printf '%s\\n' "address delete $address dev $device" "address add $address dev $device nodad" | ip -batch - ;;
    esac
  done
  sleep 2
done
`;

/**
 * A bridge that no running machine is on has no link, and as long as it has none the kernel cannot know that its IPv6
 * addresses are nobody else's (RFC 4862 5.4): nothing can listen on them. The BMC does, and it has to start the machines.
 * libvirt makes bridges whenever it starts their networks, so somebody has to stay.
 */
export const gatewaysService = (lab: Lab, { dir }: Host): Service | undefined => {
  const gateways = servedNetworks(lab).flatMap(({ bridge, subnets }) =>
    subnets.filter(({ cidr }) => cidr.family === 6).map(({ gateway, cidr }) => `${bridge} ${gateway}/${cidr.prefix}`),
  );
  if (gateways.length === 0) return undefined;
  const file = join(dir, 'gateways', 'gateways.sh');
  return {
    name: 'gateways',
    description: 'Addresses of IPv6',
    command: ['sh', file],
    files: { [file]: script(lab.name, gateways) },
    check: (path) => ['sh', '-n', path(file)],
  };
};
