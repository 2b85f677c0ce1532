/** redfish-emu as a library: the service without its command line. The libvirt client is `redfish-emu/libvirt`. */
export { type BmcOptions, openBmc } from './bmc/open.js';
export * from './bmc/types.js';
export { type Access, type AppOptions, createApp } from './http/app.js';
export { createListener, type Listener } from './http/listener.js';
export { BindError } from './http/listener-bind.js';
export type { ListenerLimits, ListenerLog, ListenerOptions, TlsMaterial } from './http/listener-options.js';
export { createFleet, limitTo } from './hypervisor/fleet.js';
export { createLibvirtHypervisor, type LibvirtHypervisorOptions } from './hypervisor/libvirt/index.js';
export { createMemoryHypervisor, labMachines, type MemoryHypervisor, type MemoryOptions } from './hypervisor/memory.js';
export * from './hypervisor/port.js';
export { createMediaLibrary } from './media/library.js';
export type { MediaLibraryOptions } from './media/options.js';
export * from './media/types.js';
export { type Context, defaultSettings, type Settings } from './redfish/context.js';
