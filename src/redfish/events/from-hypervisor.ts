/** What hypervisors report of machines, as Redfish events. */
import type { NewEvent } from '../../bmc/events/types.js';
import type { HypervisorEvent, PowerState, WatchdogAction } from '../../hypervisor/port.js';
import { driveUri, mediaUri, systemUri } from '../uris.js';
import { type ResourceEventKey, resourceEvent } from './messages.js';

const powerKeys: Readonly<Record<PowerState, ResourceEventKey>> = {
  On: 'ResourcePoweredOn',
  Off: 'ResourcePoweredOff',
  Paused: 'ResourcePaused',
  PoweringOn: 'ResourcePoweringOn',
  PoweringOff: 'ResourcePoweringOff',
};

const watchdogDeeds: Readonly<Record<WatchdogAction, string>> = {
  none: 'nothing was done',
  reset: 'the machine was reset',
  poweroff: 'the machine was powered off',
  shutdown: 'the guest was asked to shut down',
  pause: 'the machine was paused',
  dump: 'its memory was dumped on the host',
  'inject-nmi': 'an NMI was sent',
};

export interface Raised {
  readonly event: NewEvent;
  readonly logged: boolean;
  /** What the log's entry names as its origin, where the event's own will be gone before the entry is. */
  readonly loggedOrigin?: string;
}

/** Events of one machine. Undefined: of the hypervisor, which is no resource here. */
export const fromHypervisor = (happened: HypervisorEvent): Raised | undefined => {
  if (!('id' in happened)) return undefined;
  const { id } = happened;
  const origin = systemUri(id);
  const about = { origin, resourceType: 'ComputerSystem', systemId: id };
  switch (happened.type) {
    case 'added':
      return { event: resourceEvent('ResourceCreated', [], about), logged: false };
    case 'removed':
      return { event: resourceEvent('ResourceRemoved', [], about), logged: false };
    case 'changed':
      return { event: resourceEvent('ResourceChanged', [], about), logged: false };
    case 'power':
      return { event: resourceEvent(powerKeys[happened.power], [origin], about), logged: true };
    case 'boot': {
      const { enabled, target } = happened.override;
      const from = enabled === 'Disabled' ? 'its own boot order' : `${target} (${enabled})`;
      const event = resourceEvent('ResourceStateChanged', [origin, 'Starting'], about, `It boots from ${from}.`);
      return { event, logged: true };
    }
    case 'media': {
      const drive = { origin: mediaUri(id, happened.drive), resourceType: 'VirtualMedia', systemId: id };
      const detail = `A medium was ${happened.inserted ? 'inserted into' : 'ejected from'} the drive ${happened.drive}.`;
      return { event: resourceEvent('ResourceChanged', [], drive, detail), logged: true };
    }
    case 'disk': {
      const { target, present } = happened;
      const drive = { origin: driveUri(id, target), resourceType: 'Drive', systemId: id };
      const detail = `The drive ${target} was ${present ? 'plugged in' : 'taken out'}.`;
      const event = resourceEvent(present ? 'ResourceCreated' : 'ResourceRemoved', [], drive, detail);
      return { event, logged: true, loggedOrigin: origin };
    }
    case 'crashed': {
      const event = happened.crashed
        ? resourceEvent('ResourceStatusChangedCritical', [origin, 'Critical'], about, 'The guest came to grief.')
        : resourceEvent('ResourceStatusChangedOK', [origin, 'OK'], about);
      return { event, logged: true };
    }
    case 'watchdog': {
      const detail = `The guest let its watchdog run out; ${watchdogDeeds[happened.action]}.`;
      return {
        event: resourceEvent('ResourceErrorsDetected', ['HostWatchdogTimer', 'Timeout'], about, detail),
        logged: true,
      };
    }
    case 'io-error': {
      const { target, reason } = happened;
      const drive =
        target === undefined ? about : { origin: driveUri(id, target), resourceType: 'Drive', systemId: id };
      const detail = `The host could not read or write${target === undefined ? '' : ` for the drive ${target}`}.`;
      return {
        event: resourceEvent('ResourceErrorsDetected', ['Status', reason], drive, detail),
        logged: true,
        loggedOrigin: origin,
      };
    }
  }
};
