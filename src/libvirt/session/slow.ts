/**
 * Calls that may take as long as a guest, a disk or a firmware takes. They go over connections of their own, so that
 * the daemon's few places per connection (`calls.ts`) always have room for those that only look something up.
 */
import type { Procedure } from '../wire/procedure.js';
import { qemu, remote } from '../wire/protocol.generated.js';

const slow: ReadonlySet<object> = new Set<object>([
  remote.DOMAIN_CREATE_WITH_FLAGS,
  remote.DOMAIN_CREATE_XML,
  remote.DOMAIN_DESTROY_FLAGS,
  remote.DOMAIN_SHUTDOWN_FLAGS,
  remote.DOMAIN_REBOOT,
  remote.DOMAIN_RESET,
  remote.DOMAIN_INJECT_NMI,
  remote.DOMAIN_SUSPEND,
  remote.DOMAIN_RESUME,
  remote.DOMAIN_PM_WAKEUP,
  remote.DOMAIN_MANAGED_SAVE,
  remote.DOMAIN_SEND_KEY,
  remote.DOMAIN_ATTACH_DEVICE_FLAGS,
  remote.DOMAIN_DETACH_DEVICE_FLAGS,
  remote.DOMAIN_DETACH_DEVICE_ALIAS,
  remote.DOMAIN_UPDATE_DEVICE_FLAGS,
  remote.DOMAIN_SET_LIFECYCLE_ACTION,
  remote.DOMAIN_GET_BLOCK_INFO,
  remote.CONNECT_GET_ALL_DOMAIN_STATS,
  remote.DOMAIN_INTERFACE_ADDRESSES,
  remote.DOMAIN_GET_HOSTNAME,
  remote.NETWORK_CREATE,
  remote.NETWORK_CREATE_XML,
  remote.NETWORK_DESTROY,
  remote.NETWORK_UPDATE,
  remote.STORAGE_POOL_BUILD,
  remote.STORAGE_POOL_CREATE,
  remote.STORAGE_POOL_CREATE_XML,
  remote.STORAGE_POOL_DELETE,
  remote.STORAGE_POOL_REFRESH,
  remote.STORAGE_VOL_CREATE_XML,
  remote.STORAGE_VOL_CREATE_XML_FROM,
  remote.STORAGE_VOL_DELETE,
  remote.STORAGE_VOL_RESIZE,
  remote.STORAGE_VOL_WIPE,
  qemu.DOMAIN_MONITOR_COMMAND,
  qemu.DOMAIN_AGENT_COMMAND,
]);

export const isSlow = <A, R>(procedure: Procedure<A, R>): boolean => slow.has(procedure);
