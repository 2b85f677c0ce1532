/** The events that can be subscribed to: what libvirt calls them, and what a listener gets. */
import {
  type DomainReference,
  domainReference,
  namer,
  type ObjectReference,
  objectReference,
  type WireDomain,
} from '../names.js';
import {
  DomainEventCrashedDetail,
  DomainEventDefinedDetail,
  DomainEventId,
  DomainEventPmSuspendedDetail,
  DomainEventResumedDetail,
  DomainEventShutdownDetail,
  DomainEventStartedDetail,
  DomainEventStoppedDetail,
  DomainEventSuspendedDetail,
  DomainEventType,
  DomainEventUndefinedDetail,
  DomainMetadataType,
  NetworkEventId,
  NetworkEventType,
  StoragePoolEventId,
  StoragePoolEventType,
  TrayChangeReason,
} from '../wire/enums.generated.js';
import type { Procedure } from '../wire/procedure.js';
import { remote } from '../wire/protocol.generated.js';
import type { Cursor } from '../xdr/cursor.js';

type Name<T> = Lowercase<keyof T & string> | 'unknown';

interface OfDomain {
  readonly domain: DomainReference;
}
interface OfDevice extends OfDomain {
  /** The device's `<alias name=...>`. */
  readonly device: string;
}

export interface LibvirtEvents {
  /** `event` and `detail` are libvirt's names, lower case: `started`/`booted`, `stopped`/`shutdown`, `defined`/`updated`. */
  domainLifecycle: OfDomain & { readonly event: Name<typeof DomainEventType>; readonly detail: string };
  /** The guest rebooted itself, or was reset. */
  domainReboot: OfDomain;
  deviceAdded: OfDevice;
  deviceRemoved: OfDevice;
  /** The guest refused to let go of a device. */
  deviceRemovalFailed: OfDevice;
  trayChange: OfDevice & { readonly reason: Name<typeof TrayChangeReason> };
  /** A drive's medium changed; an absent source is an empty drive. */
  diskChange: OfDevice & { readonly oldSource?: string; readonly newSource?: string };
  metadataChange: OfDomain & { readonly type: Name<typeof DomainMetadataType>; readonly uri?: string };
  /** `actual`: KiB that the guest has now. */
  balloonChange: OfDomain & { readonly actual: number };
  /** `action` is `virDomainEventIOErrorAction`: 0 none, 1 paused, 2 reported to the guest. */
  ioError: OfDevice & { readonly source: string; readonly action: number; readonly reason: string };
  /** `action` is `virDomainEventWatchdogAction`. */
  watchdog: OfDomain & { readonly action: number };
  /** `AgentLifecycleState` and `AgentLifecycleReason`; a later libvirt may have more of both. */
  agentLifecycle: OfDomain & { readonly state: number; readonly reason: number };
  pmSuspend: OfDomain;
  pmWakeup: OfDomain;
  networkLifecycle: { readonly network: ObjectReference; readonly event: Name<typeof NetworkEventType> };
  storagePoolLifecycle: { readonly pool: ObjectReference; readonly event: Name<typeof StoragePoolEventType> };
  storagePoolRefresh: { readonly pool: ObjectReference };
}
export type EventKind = keyof LibvirtEvents;

/** Which of the three registries of a daemon a kind belongs to. */
export type EventFamily = 'domain' | 'network' | 'pool';

export interface KindDescription<E> {
  readonly family: EventFamily;
  /** `virDomainEventID` or its like. */
  readonly id: number;
  /** Number of the message that carries it. */
  readonly procedure: number;
  /** Throws `XdrError`. */
  readonly read: (payload: Cursor) => E;
}

const kind = <M, E>(
  family: EventFamily,
  id: number,
  message: Procedure<M, void>,
  convert: (message: M) => E,
): KindDescription<E> => ({
  family,
  id,
  procedure: message.number,
  read: (payload) => convert(message.args.read(payload)),
});

const event = namer(DomainEventType);
const details: Readonly<Record<number, (detail: number) => string>> = {
  [DomainEventType.DEFINED]: namer(DomainEventDefinedDetail),
  [DomainEventType.UNDEFINED]: namer(DomainEventUndefinedDetail),
  [DomainEventType.STARTED]: namer(DomainEventStartedDetail),
  [DomainEventType.SUSPENDED]: namer(DomainEventSuspendedDetail),
  [DomainEventType.RESUMED]: namer(DomainEventResumedDetail),
  [DomainEventType.STOPPED]: namer(DomainEventStoppedDetail),
  [DomainEventType.SHUTDOWN]: namer(DomainEventShutdownDetail),
  [DomainEventType.PMSUSPENDED]: namer(DomainEventPmSuspendedDetail),
  [DomainEventType.CRASHED]: namer(DomainEventCrashedDetail),
};
const tray = namer(TrayChangeReason);
const metadata = namer(DomainMetadataType);
const networkEvent = namer(NetworkEventType);
const poolEvent = namer(StoragePoolEventType);

const domain = (message: { readonly dom: WireDomain }) => ({ domain: domainReference(message.dom) });
const device = (message: { readonly dom: WireDomain; readonly devAlias: string }) => ({
  ...domain(message),
  device: message.devAlias,
});

const Id = DomainEventId;
const of = remote;

export const eventKinds: { readonly [K in EventKind]: KindDescription<LibvirtEvents[K]> } = {
  domainLifecycle: kind('domain', Id.LIFECYCLE, of.DOMAIN_EVENT_CALLBACK_LIFECYCLE, ({ msg }) => ({
    ...domain(msg),
    event: event(msg.event),
    detail: details[msg.event]?.(msg.detail) ?? 'unknown',
  })),
  domainReboot: kind('domain', Id.REBOOT, of.DOMAIN_EVENT_CALLBACK_REBOOT, ({ msg }) => domain(msg)),
  deviceAdded: kind('domain', Id.DEVICE_ADDED, of.DOMAIN_EVENT_CALLBACK_DEVICE_ADDED, device),
  deviceRemoved: kind('domain', Id.DEVICE_REMOVED, of.DOMAIN_EVENT_CALLBACK_DEVICE_REMOVED, ({ msg }) => device(msg)),
  deviceRemovalFailed: kind('domain', Id.DEVICE_REMOVAL_FAILED, of.DOMAIN_EVENT_CALLBACK_DEVICE_REMOVAL_FAILED, device),
  trayChange: kind('domain', Id.TRAY_CHANGE, of.DOMAIN_EVENT_CALLBACK_TRAY_CHANGE, ({ msg }) => ({
    ...device(msg),
    reason: tray(msg.reason),
  })),
  diskChange: kind('domain', Id.DISK_CHANGE, of.DOMAIN_EVENT_CALLBACK_DISK_CHANGE, ({ msg }) => ({
    ...device(msg),
    ...(msg.oldSrcPath === null ? {} : { oldSource: msg.oldSrcPath }),
    ...(msg.newSrcPath === null ? {} : { newSource: msg.newSrcPath }),
  })),
  metadataChange: kind('domain', Id.METADATA_CHANGE, of.DOMAIN_EVENT_CALLBACK_METADATA_CHANGE, (msg) => ({
    ...domain(msg),
    type: metadata(msg.type),
    ...(msg.nsuri === null ? {} : { uri: msg.nsuri }),
  })),
  balloonChange: kind('domain', Id.BALLOON_CHANGE, of.DOMAIN_EVENT_CALLBACK_BALLOON_CHANGE, ({ msg }) => ({
    ...domain(msg),
    actual: Number(msg.actual),
  })),
  ioError: kind('domain', Id.IO_ERROR_REASON, of.DOMAIN_EVENT_CALLBACK_IO_ERROR_REASON, ({ msg }) => ({
    ...device(msg),
    source: msg.srcPath,
    action: msg.action,
    reason: msg.reason,
  })),
  watchdog: kind('domain', Id.WATCHDOG, of.DOMAIN_EVENT_CALLBACK_WATCHDOG, ({ msg }) => ({
    ...domain(msg),
    action: msg.action,
  })),
  agentLifecycle: kind('domain', Id.AGENT_LIFECYCLE, of.DOMAIN_EVENT_CALLBACK_AGENT_LIFECYCLE, (msg) => ({
    ...domain(msg),
    state: msg.state,
    reason: msg.reason,
  })),
  pmSuspend: kind('domain', Id.PMSUSPEND, of.DOMAIN_EVENT_CALLBACK_PMSUSPEND, ({ msg }) => domain(msg)),
  pmWakeup: kind('domain', Id.PMWAKEUP, of.DOMAIN_EVENT_CALLBACK_PMWAKEUP, ({ msg }) => domain(msg)),
  networkLifecycle: kind('network', NetworkEventId.LIFECYCLE, of.NETWORK_EVENT_LIFECYCLE, (msg) => ({
    network: objectReference(msg.net),
    event: networkEvent(msg.event),
  })),
  storagePoolLifecycle: kind('pool', StoragePoolEventId.LIFECYCLE, of.STORAGE_POOL_EVENT_LIFECYCLE, (msg) => ({
    pool: objectReference(msg.pool),
    event: poolEvent(msg.event),
  })),
  storagePoolRefresh: kind('pool', StoragePoolEventId.REFRESH, of.STORAGE_POOL_EVENT_REFRESH, (msg) => ({
    pool: objectReference(msg.pool),
  })),
};
