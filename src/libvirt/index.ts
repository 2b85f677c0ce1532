/**
 * A libvirt client: the daemon's own RPC protocol in TypeScript, without the C library.
 *
 * ```ts
 * const hypervisor = await connect('qemu:///system');
 * for (const domain of await hypervisor.listDomains()) console.log(domain.name, await domain.getState());
 * await hypervisor.close();
 * ```
 */
export { connect, openHypervisor } from './connect.js';
export {
  type ErrorCodeName,
  isLibvirtError,
  LibvirtError,
  type LibvirtErrorKind,
  libvirtErrorKinds,
} from './errors.js';
export type { EventKind, LibvirtEvents } from './events/kinds.js';
export type { Link, LinkState, RefusedEvents, StateChange } from './link.js';
export type { DomainReference, ObjectReference, Parameters, ParameterValue } from './names.js';
export type { Screenshot } from './objects/domain/access.js';
export type { Domain } from './objects/domain/domain.js';
export type { GraphicsAddress } from './objects/domain/graphics.js';
export type { BlockInfo, DomainInfo, InterfaceAddresses } from './objects/domain/information.js';
export { type DomainStateName, type DomainStatus, stateName } from './objects/domain/state.js';
export type { DomainStats } from './objects/hypervisor/domains.js';
export type { DomainCapabilitiesQuery, NodeInfo } from './objects/hypervisor/host.js';
export type { Hypervisor } from './objects/hypervisor/hypervisor.js';
export type { DhcpLease, Network, NetworkChange } from './objects/network.js';
export type { StoragePool, StoragePoolInfo } from './objects/storage/pool.js';
export type { StorageVolume, StorageVolumeInfo, VolumeRange, VolumeReference } from './objects/storage/volume.js';
export type { ConnectOptions, ReconnectOptions } from './options.js';
export * from './wire/enums.generated.js';
export type { KeepAliveOptions } from './wire/keepalive.js';
export type { CallOptions } from './wire/pending-call.js';
export type { Procedure } from './wire/procedure.js';
export { qemu, remote } from './wire/protocol.generated.js';
