import type { Link } from '../../link.js';
import { toNumber } from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';

/** `virNodeInfo`. */
export interface NodeInfo {
  /** The CPU's architecture: `x86_64`. */
  readonly model: string;
  /** KiB. */
  readonly memory: number;
  readonly cpus: number;
  readonly mhz: number;
  readonly nodes: number;
  readonly sockets: number;
  readonly cores: number;
  readonly threads: number;
}

/** What `virConnectGetDomainCapabilities` is asked about; absent: the hypervisor's defaults. */
export interface DomainCapabilitiesQuery {
  readonly emulator?: string;
  readonly arch?: string;
  readonly machine?: string;
  /** `qemu`, `kvm`. */
  readonly virttype?: string;
}

/** `7002022` is 7.2.22. */
const version = (packed: bigint): string => {
  const number = toNumber(packed);
  return `${Math.floor(number / 1_000_000)}.${Math.floor(number / 1000) % 1000}.${number % 1000}`;
};

/** Asking about the host and its daemon. */
export const host = (link: Link) => ({
  /** Of the hypervisor: `7.2.22`. */
  getVersion: async (options?: CallOptions): Promise<string> =>
    version((await link.call(remote.CONNECT_GET_VERSION, undefined, options)).hv_ver),
  /** Of the daemon: `9.0.0`. */
  getLibVersion: async (options?: CallOptions): Promise<string> =>
    version((await link.call(remote.CONNECT_GET_LIB_VERSION, undefined, options)).lib_ver),
  /** `QEMU`, `TEST`. */
  getType: async (options?: CallOptions): Promise<string> =>
    (await link.call(remote.CONNECT_GET_TYPE, undefined, options)).type,
  getHostname: async (options?: CallOptions): Promise<string> =>
    (await link.call(remote.CONNECT_GET_HOSTNAME, undefined, options)).hostname,
  /** The URI as the daemon has it. */
  getUri: async (options?: CallOptions): Promise<string> =>
    (await link.call(remote.CONNECT_GET_URI, undefined, options)).uri,
  /** The host's SMBIOS as XML. */
  getSysinfo: async (options?: CallOptions): Promise<string> =>
    (await link.call(remote.CONNECT_GET_SYSINFO, { flags: 0 }, options)).sysinfo,
  getNodeInfo: async (options?: CallOptions): Promise<NodeInfo> => {
    const { memory, ...info } = await link.call(remote.NODE_GET_INFO, undefined, options);
    return { ...info, memory: toNumber(memory) };
  },
  /** XML. */
  getCapabilities: async (options?: CallOptions): Promise<string> =>
    (await link.call(remote.CONNECT_GET_CAPABILITIES, undefined, options)).capabilities,
  /** XML: firmware images, machine types, devices and buses that a domain can have. */
  getDomainCapabilities: async (query: DomainCapabilitiesQuery = {}, options?: CallOptions): Promise<string> => {
    const { emulator = null, arch = null, machine = null, virttype = null } = query;
    const args = { emulatorbin: emulator, arch, machine, virttype, flags: 0 };
    return (await link.call(remote.CONNECT_GET_DOMAIN_CAPABILITIES, args, options)).capabilities;
  },
  /** `virNodeDeviceGetXMLDesc`: a device of the host by its name (`pci_0000_3b_00_0`). Rejects with `NO_NODE_DEVICE`. */
  getNodeDeviceXml: async (name: string, options?: CallOptions): Promise<string> =>
    (await link.call(remote.NODE_DEVICE_GET_XML_DESC, { name, flags: 0 }, options)).xml,
  /** `virConnectDomainXMLToNative`: how the hypervisor would start such a domain (`qemu-argv`: QEMU's command line). */
  domainXmlToNative: async (format: string, domainXml: string, options?: CallOptions): Promise<string> => {
    const args = { nativeFormat: format, domainXml, flags: 0 };
    return (await link.call(remote.CONNECT_DOMAIN_XML_TO_NATIVE, args, options)).nativeConfig;
  },
});
export type HostCalls = ReturnType<typeof host>;
