/** `EthernetInterface.IPv4Addresses` and `IPv6Addresses`, of a machine or of the service's own host. */

export interface IpAddress {
  readonly address: string;
  readonly prefix: number;
  /** Absent where nobody says. */
  readonly origin?: 'DHCP' | 'Static' | 'SLAAC' | 'LinkLocal';
}

/** Of a prefix length, as IPv4 writes it: `255.255.255.0`. */
const subnetMask = (prefix: number): string =>
  [24, 16, 8, 0].map((shift) => ((0xffffffff << (32 - prefix)) >>> shift) & 0xff).join('.');

const isIpv6 = ({ address }: IpAddress): boolean => address.includes(':');

/** A gateway stands with the first IPv4 address, and with no other. */
export const readIpAddresses = (addresses: readonly IpAddress[], gateways: readonly string[] = []) => {
  const gateway4 = gateways.find((one) => !one.includes(':'));
  const gateway6 = gateways.find((one) => one.includes(':'));
  const version4 = addresses.filter((one) => !isIpv6(one));
  return {
    IPv4Addresses: version4.map(({ address, prefix, origin }, index) => ({
      Address: address,
      SubnetMask: subnetMask(prefix),
      ...(origin && { AddressOrigin: origin === 'LinkLocal' ? 'IPv4LinkLocal' : origin }),
      ...(index === 0 && gateway4 && { Gateway: gateway4 }),
    })),
    IPv6Addresses: addresses.filter(isIpv6).map(({ address, prefix, origin }) => ({
      Address: address,
      PrefixLength: prefix,
      // Only the guest knows the state of what it gave itself.
      ...(origin && { AddressOrigin: origin === 'DHCP' ? 'DHCPv6' : origin, AddressState: 'Preferred' }),
    })),
    ...(gateway6 && { IPv6DefaultGateway: gateway6 }),
  };
};
