import { expect, it } from 'vitest';
import { look, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function hardwareContract(contract: Contract): void {
  it('gives every device a place of its own on the PCI buses, and each card and disk one at most', async () => {
    const { hypervisor, rig } = contract;
    const { pci, nics, disks } = await look(hypervisor, await rig.newMachine('places'));
    const places = pci.map((one) => [one.domain, one.bus, one.slot, one.function].join());
    expect(new Set(places).size).toBe(places.length);
    const macs = pci.flatMap(({ mac }) => mac ?? []);
    expect(macs).toEqual(pci.length > 0 ? nics.map(({ mac }) => mac) : []);
    const attached = pci.flatMap((one) => one.disks);
    expect(new Set(attached).size).toBe(attached.length);
    if (pci.length > 0) expect(attached).toEqual(expect.arrayContaining(disks.map(({ target }) => target)));
  });

  if (contract.capabilities.links)
    it('shows the link of a card as somebody else sets it, also while the machine runs', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('links');
      const [nic] = (await look(hypervisor, id)).nics;
      const mac = nic?.mac ?? '';
      expect(nic?.linkUp).toBe(true);
      const becomes = (up: boolean) => untilMachine(hypervisor, id, `link ${up}`, ({ nics }) => nics[0]?.linkUp === up);
      await rig.setLink?.(id, mac, false);
      await becomes(false);
      await hypervisor.reset(id, 'On');
      await untilPower(hypervisor, id, 'On');
      expect((await look(hypervisor, id)).nics[0]?.linkUp).toBe(false);
      await rig.setLink?.(id, mac, true);
      await becomes(true);
    });
}
