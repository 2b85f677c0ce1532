import { boot, pause, powerOff } from './power.js';
import type { MachineRecord } from './record.js';
import type { World } from './world.js';

/** The guest feeds its watchdog no more: in a while that one does what the machine was powered on with. */
export function hang(world: World, record: MachineRecord): void {
  const action = record.status.setup.watchdog ?? 'absent';
  record.guest.ignoresAcpi = true;
  if (action === 'absent') return;
  world.schedule(record, 'power', world.delays.power, () => {
    const told = { type: 'watchdog', id: record.hardware.id, action } as const;
    world.change(record, {}, told);
    const reason = 'watchdog';
    // A guest that hangs hears neither a shutdown nor an NMI; a dump leaves it as it is.
    if (action === 'reset') boot(world, record, { cold: false, reason });
    else if (action === 'poweroff') powerOff(world, record, reason, 'stay-off');
    else if (action === 'pause') pause(world, record);
    else if (action === 'inject-nmi') record.guest.nmis += 1;
  });
}
