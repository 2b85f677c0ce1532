/** A machine's network cards: each is an Ethernet interface, and an adapter of one function and one port. */
import type { Machine, Nic, PciFunction } from '../hypervisor/port.js';
import type { Properties } from './annotations.js';

export interface Card {
  readonly nic: Nic;
  readonly machine: Machine;
}

export const macsOf = ({ nics }: Machine): readonly string[] => nics.map(({ mac }) => mac);

/** By its MAC address, in any case. */
export const cardOf = (machine: Machine, mac: string): Card | undefined => {
  const nic = machine.nics.find((candidate) => candidate.mac === mac.toLowerCase());
  return nic && { nic, machine };
};

/** A card has one function and one port, and both are called so. */
export const onlyPart = '1';
/** The card whose only part this is. */
export const cardOfPart = (machine: Machine, mac: string, part: string): Card | undefined =>
  part === onlyPart ? cardOf(machine, mac) : undefined;

/** What it is on the machine's PCI buses. */
export const pciOfCard = ({ nic, machine }: Card): PciFunction | undefined =>
  machine.pci.find(({ mac }) => mac === nic.mac);

/** `LinkStatus` of an interface and of a port: what the hypervisor has set. A machine that is off keeps its cable. */
export const readLinkStatus = ({ linkUp }: Nic): Properties =>
  linkUp === undefined ? {} : { LinkStatus: linkUp ? 'LinkUp' : 'LinkDown' };

export const readVlan = ({ vlan }: Nic): Properties =>
  vlan === undefined ? {} : { VLAN: { VLANEnable: true, VLANId: vlan } };

/** `NetworkDeviceFunction.BootMode`: whether the machine's own boot order comes by this card. */
export const bootModeOf = ({ nic, machine: { boot } }: Card): 'PXE' | 'Disabled' => {
  const option = boot.options.find(({ target, device }) => target === 'Pxe' && device === nic.mac);
  return option && boot.order.includes(option.id) ? 'PXE' : 'Disabled';
};

const attachments: Readonly<Record<string, string>> = {
  network: 'a network',
  bridge: 'a bridge',
  direct: "a network card of the host's (macvtap)",
  hostdev: "the host's own network card, passed through",
  user: 'user networking',
  vhostuser: 'a vhost-user socket',
  vdpa: 'a vDPA device',
};

/** What the card is to its host, in a sentence. */
export const describeCard = ({ attachment, network }: Nic): Properties => {
  const what = attachments[attachment ?? ''];
  return what ? { Description: `Attached to ${what}${network === undefined ? '' : `: ${network}`}` } : {};
};
