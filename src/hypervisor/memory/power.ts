import { afterBoot } from '../boot-change.js';
import type { BootProgress, PowerState } from '../port.js';
import { say } from './console.js';
import { bootSource, startsSystem } from './firmware.js';
import type { MachineRecord, Status } from './record.js';
import type { World } from './world.js';

/** How a machine comes up, goes down and boots. Every function ends what the machine was about to do before. */

export function powerOn(world: World, record: MachineRecord, reason: string): void {
  switch (record.status.power) {
    case 'Off':
      enter(world, record, 'PoweringOn', reason);
      world.schedule(record, 'power', world.delays.power, () => boot(world, record, { cold: true, reason }));
      return;
    case 'PoweringOff':
      record.after = 'power-on';
      return;
    case 'Paused':
      resume(world, record);
      return;
    case 'On':
    case 'PoweringOn':
  }
}

/** `after`: what follows once it is off; the last request wins. */
export function powerOff(world: World, record: MachineRecord, reason: string, after: MachineRecord['after']): void {
  record.after = after;
  if (record.status.power === 'Off' || record.status.power === 'PoweringOff') return;
  record.cancel.boot();
  enter(world, record, 'PoweringOff', reason);
  world.schedule(record, 'power', world.delays.power, () => {
    record.guest.buttonPressed = false;
    enter(world, record, 'Off', reason, {
      crashed: false,
      progress: progress(world, record, 'None'),
      ...settled(record.status),
    });
    if (record.after === 'power-on') powerOn(world, record, reason);
  });
}

/**
 * A boot begins, and from here on an override for one boot is used up, whatever becomes of this boot. A cold one
 * takes up what waits for a power cycle.
 */
export function boot(world: World, record: MachineRecord, how: { cold: boolean; reason: string }): void {
  const { status, guest } = record;
  const id = record.hardware.id;
  record.cancel.power();
  record.cancel.boot();
  guest.bootedFrom = bootSource(record);
  guest.boots += 1;
  guest.buttonPressed = false;
  say(
    guest,
    `${how.cold ? status.nextMode : status.mode} firmware: boot ${guest.boots} from ${guest.bootedFrom ?? 'nothing'}`,
  );
  const power = { type: 'power', id, power: 'On', reason: how.reason } as const;
  world.change(
    record,
    {
      power: 'On',
      crashed: false,
      lastResetTime: world.clock.now(),
      override: afterBoot(status.override),
      told: {},
      progress: progress(world, record, 'PrimaryProcessorInitializationStarted'),
      ...(how.cold ? settled(status) : secureBootOf(status)),
    },
    ...(status.power === 'On' ? [] : [power]),
    { type: 'boot', id, override: status.override },
  );
  goOn(world, record);
}

export function pause(world: World, record: MachineRecord): void {
  record.cancel.boot();
  enter(world, record, 'Paused', 'paused');
}

export function resume(world: World, record: MachineRecord): void {
  enter(world, record, 'On', 'resumed');
  goOn(world, record);
  if (record.guest.buttonPressed) pressButton(world, record);
}

/** ACPI power button: the guest shuts down, in its own time, if it listens. */
export function pressButton(world: World, record: MachineRecord): void {
  if (record.status.power === 'Paused') {
    record.guest.buttonPressed = true;
    return;
  }
  record.guest.buttonPressed = false;
  if (record.status.power === 'On' && !listens(record)) return;
  powerOff(world, record, 'shut down by the guest', 'stay-off');
}

/** Asks the guest to reboot; one that does not listen in time is restarted. */
export function restartGuest(world: World, record: MachineRecord): void {
  const heard = listens(record);
  world.schedule(record, 'power', heard ? world.delays.power : world.delays.graceful, () =>
    boot(world, record, { cold: true, reason: heard ? 'restarted by the guest' : 'restarted by force' }),
  );
}

const bootSteps: readonly BootProgress[] = [
  'PrimaryProcessorInitializationStarted',
  'SystemHardwareInitializationComplete',
  'OSBootStarted',
  'OSRunning',
];

/** Goes on with the boot from where it is. */
function goOn(world: World, record: MachineRecord): void {
  const steps = startsSystem(record.guest.bootedFrom) ? bootSteps : bootSteps.slice(0, 2);
  const step = steps[steps.indexOf(record.status.progress.state) + 1];
  if (step === undefined || record.status.crashed) return;
  world.schedule(record, 'boot', world.delays.boot, () => {
    world.change(record, { progress: progress(world, record, step) });
    goOn(world, record);
  });
}

function listens({ status, guest }: MachineRecord): boolean {
  return status.power === 'On' && !status.crashed && !guest.ignoresAcpi;
}

/** What was waiting for a power cycle is now in force. */
function settled(status: Status): Partial<Status> {
  return {
    mode: status.nextMode,
    setup: status.nextSetup,
    images: { ...status.images, now: status.images.next },
    ...secureBootOf(status),
  };
}

/** Any reset will do for secure boot. */
function secureBootOf({ secureBoot }: Status): Partial<Status> {
  return secureBoot?.pending === undefined ? {} : { secureBoot: { enabled: secureBoot.pending } };
}

function enter(world: World, record: MachineRecord, power: PowerState, reason: string, change: Partial<Status> = {}) {
  world.change(record, { ...change, power }, { type: 'power', id: record.hardware.id, power, reason });
}

/** How long a boot took is known when its system runs, and until the next one's does. */
function progress({ clock }: World, { status }: MachineRecord, state: BootProgress): Status['progress'] {
  const since = clock.now();
  const { lastResetTime, progress: before } = status;
  const bootSeconds =
    state === 'OSRunning' && lastResetTime ? (since.getTime() - lastResetTime.getTime()) / 1000 : before.bootSeconds;
  return { state, since, ...(bootSeconds !== undefined && { bootSeconds }) };
}
