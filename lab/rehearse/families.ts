/** By which of IPv4 and IPv6 a machine is rehearsed. */
import { type Family, parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine } from '../spec/types.js';

export const ofFamily = (addresses: readonly string[], family: Family): readonly string[] =>
  addresses.filter((address) => parseAddress(address)?.family === family);

/** Of the addresses that its first card gets: reserved ones, or any of a pool. IPv4 first. */
export const familiesOf = ({ networks }: Lab, { nics: [nic] }: LabMachine): readonly Family[] =>
  (networks.find(({ name }) => name === nic?.network)?.subnets ?? [])
    .filter(({ cidr: { family }, dhcp }) => dhcp !== undefined || ofFamily(nic?.addresses ?? [], family).length > 0)
    .map(({ cidr: { family } }) => family);
