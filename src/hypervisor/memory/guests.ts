import { HypervisorError } from '../port.js';
import type { MemoryControls } from './controls.js';
import { boot, powerOff } from './power.js';
import type { MachineRecord } from './record.js';
import { hang } from './watchdog.js';
import type { World } from './world.js';

type GuestControls = Pick<
  MemoryControls,
  | 'guestReboot'
  | 'guestShutdown'
  | 'guestCrash'
  | 'guestTells'
  | 'setLink'
  | 'guestHang'
  | 'ignoreAcpi'
  | 'setBootable'
  | 'bootedFrom'
  | 'boots'
  | 'nmis'
>;

/** What the guests of a world do of their own accord, and what can be known of them. */
export function createGuests(world: World): GuestControls {
  const running = (id: string): MachineRecord => {
    const record = world.get(id);
    if (record.status.power === 'On') return record;
    throw new HypervisorError('conflict', `machine ${record.hardware.name} is ${record.status.power}: no guest runs`);
  };
  return {
    guestReboot: (id) => boot(world, running(id), { cold: false, reason: 'restarted by the guest' }),
    guestShutdown: (id) => powerOff(world, running(id), 'shut down by the guest', 'stay-off'),
    guestCrash(id) {
      const record = running(id);
      record.cancel.boot();
      world.change(record, { crashed: true });
    },
    guestTells: (id, told) => world.change(running(id), { told }),
    setLink(id, mac, up) {
      const record = world.get(id);
      const others = record.status.linksDown.filter((other) => other !== mac);
      world.change(record, { linksDown: up ? others : [...others, mac] });
    },
    guestHang: (id) => hang(world, running(id)),
    ignoreAcpi(id, ignores) {
      world.get(id).guest.ignoresAcpi = ignores;
    },
    setBootable(id, target, bootable) {
      const { unbootable } = world.get(id).guest;
      if (bootable) unbootable.delete(target);
      else unbootable.add(target);
    },
    bootedFrom: (id) => world.get(id).guest.bootedFrom,
    boots: (id) => world.get(id).guest.boots,
    nmis: (id) => world.get(id).guest.nmis,
  };
}
