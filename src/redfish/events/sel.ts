/**
 * What happened to a machine in the words of a system event log: sensor types and the offsets of their events are those
 * of IPMI 2.0, table 42-3. No sensor has a number here, for there is none that could be read.
 */
import type { LogSensor } from '../../bmc/logs/types.js';
import type { HypervisorEvent, PowerState, WatchdogAction } from '../../hypervisor/port.js';

export interface SelFacts {
  readonly sensor: LogSensor;
  /** `LogEntry.MessageId` of a SEL: event direction and type, and three bytes of data. */
  readonly data: string;
}

/** Direction and type in one byte (IPMI 2.0, 29.7): bit 7 is set where something ended, 6Fh is "sensor-specific". */
const directions = { Assert: 0x6f, Deassert: 0xef } as const;

/** The second and third byte say nothing: FFh (IPMI 2.0, 29.7). */
const fact = (type: string, offset: number, code: LogSensor['code'] = 'Assert'): SelFacts => ({
  sensor: { type, code },
  data: `0x${((directions[code] << 8) | offset).toString(16).toUpperCase()}FFFF`,
});

/** ACPI's S0, S1 and S5. A machine on its way to one of them is not there yet. */
const powerOffsets: Readonly<Partial<Record<PowerState, number>>> = { On: 0x00, Paused: 0x01, Off: 0x05 };

/** Timer expired, hard reset, power down, timer interrupt. */
const watchdogOffsets: Readonly<Record<WatchdogAction, number>> = {
  none: 0x00,
  pause: 0x00,
  dump: 0x00,
  reset: 0x01,
  poweroff: 0x02,
  shutdown: 0x02,
  'inject-nmi': 0x08,
};

/** Undefined: nothing that a system event log holds. */
export const selOf = (happened: HypervisorEvent): SelFacts | undefined => {
  switch (happened.type) {
    case 'power': {
      const offset = powerOffsets[happened.power];
      return offset === undefined ? undefined : fact('System ACPI PowerState', offset);
    }
    case 'boot':
      return fact('SystemBoot/Restart', 0x07);
    case 'watchdog':
      return fact('Watchdog', watchdogOffsets[happened.action]);
    case 'crashed':
      return fact('OS Stop/Shutdown', 0x01, happened.crashed ? 'Assert' : 'Deassert');
    case 'disk':
      return fact('Drive Slot/Bay', 0x00, happened.present ? 'Assert' : 'Deassert');
    case 'io-error':
      return fact('Drive Slot/Bay', 0x01);
    case 'media':
      return fact('Entity Presence', happened.inserted ? 0x00 : 0x01);
    default:
      return undefined;
  }
};
