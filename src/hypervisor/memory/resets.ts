import { HypervisorError, type PowerState, type ResetType } from '../port.js';
import { boot, pause, powerOff, powerOn, pressButton, restartGuest, resume } from './power.js';
import type { MachineRecord } from './record.js';
import type { World } from './world.js';

type Reset = (world: World, record: MachineRecord) => void;

const on: Reset = (world, record) => powerOn(world, record, 'powered on');

/** A machine that is off, or on its way there, only has to come up; one on its way up is as good as restarted. */
const restarting =
  (running: Reset): Reset =>
  (world, record) =>
    isUp(record.status.power) ? running(world, record) : on(world, record);

/** `Resource.ResetType`, each with what it does; `port.ts` has the promises. */
export const resets: Readonly<Record<ResetType, Reset>> = {
  On: on,
  ForceOn: on,
  ForceOff: (world, record) => powerOff(world, record, 'powered off by force', 'stay-off'),
  GracefulShutdown: pressButton,
  GracefulRestart: restarting(restartGuest),
  ForceRestart: restarting((world, record) => boot(world, record, { cold: true, reason: 'restarted by force' })),
  PowerCycle: (world, record) =>
    record.status.power === 'Off' ? on(world, record) : powerOff(world, record, 'power cycled', 'power-on'),
  PushPowerButton: (world, record) => (record.status.power === 'Off' ? on(world, record) : pressButton(world, record)),
  Nmi: (_, record) => {
    mustBeUp(record, 'take an NMI');
    record.guest.nmis += 1;
  },
  Pause: (world, record) => {
    mustBeUp(record, 'be paused');
    if (record.status.power === 'On') pause(world, record);
  },
  Resume: (world, record) => {
    mustBeUp(record, 'be resumed');
    if (record.status.power === 'Paused') resume(world, record);
  },
};

function isUp(power: PowerState): boolean {
  return power === 'On' || power === 'Paused';
}

function mustBeUp({ hardware, status }: MachineRecord, what: string): void {
  if (isUp(status.power)) return;
  throw new HypervisorError('conflict', `machine ${hardware.name} is ${status.power} and cannot ${what}`);
}
