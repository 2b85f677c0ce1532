/** By which of IPv4 and IPv6 a machine is rehearsed. */
import { type Family, parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine } from '../spec/types.js';

export const ofFamily = (addresses: readonly string[], family: Family): readonly string[] =>
  addresses.filter((address) => parseAddress(address)?.family === family);

/**
 * Of the addresses that DHCP gives to its first card: reserved ones, or any of a pool. IPv4 first. On a bridge of somebody
 * else's there may be no DHCPv6, and nodes with fixed addresses need none: only where the document knows of a pool.
 */
export const familiesOf = ({ networks }: Lab, { nics: [nic] }: LabMachine): readonly Family[] => {
  const network = networks.find(({ name }) => name === nic?.network);
  const reserved = (family: Family): boolean =>
    ofFamily(nic?.addresses ?? [], family).length > 0 && (family === 4 || network?.mode !== 'bridge');
  return (network?.subnets ?? [])
    .filter(({ cidr: { family }, dhcp }) => dhcp !== undefined || reserved(family))
    .map(({ cidr: { family } }) => family);
};
