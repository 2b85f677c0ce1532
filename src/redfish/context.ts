import type { Bmc, DiscoverySettings } from '../bmc/types.js';
import type { Hypervisor } from '../hypervisor/port.js';
import type { MediaLibrary } from '../media/types.js';
import type { CertificateRequest } from './certificate-request.js';

/** What an operator may choose; see `defaultSettings`. */
export interface Settings {
  /** `ServiceRoot.Product`, `Vendor` and `Name`: what clients that look for a brand get to see. */
  readonly product: string;
  readonly vendor: string;
  /** True: nobody is asked for credentials. */
  readonly noAuth: boolean;
  /** How an image gets to the machine when the request does not say. */
  readonly transferMethod: 'Upload' | 'Stream';
  /** `VirtualMedia.VerifyCertificate` of drives where no client has set it. */
  readonly verifyCertificate: boolean;
  /** Milliseconds that a request waits for its task before it answers 202 with a task monitor. */
  readonly asyncAfter: number;
  /** Serve the deprecated `Manager.VirtualMedia` link, without which older sushy and webui-vue find no media. */
  readonly managerVirtualMedia: boolean;
  /**
   * Serve what newer schemas have deprecated and only older clients read: `IndicatorLED`, and `Thermal` and `Power` of a
   * chassis. Each of them makes the DMTF Service Validator warn.
   */
  readonly legacyProperties: boolean;
  /** Watts that one vCPU takes at full work, of which the power of a machine is calculated; absent: nothing is said of power. */
  readonly vcpuWatts?: number;
}

export const defaultSettings: Settings = {
  product: 'redfish-emu',
  vendor: 'redfish-emu',
  noAuth: false,
  transferMethod: 'Upload',
  verifyCertificate: false,
  // sushy gives up on a request after 60 s: answer before.
  asyncAfter: 50_000,
  managerVirtualMedia: true,
  legacyProperties: false,
};

/** The part of a pino logger that is used here. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** SSDP: whether and how clients find the service without knowing where it is. */
export interface Discovery {
  readonly port: number;
  settings(): DiscoverySettings;
  /** In force and kept when it resolves. Returns why it cannot be, and nothing has changed then. */
  change(settings: DiscoverySettings): Promise<string | undefined>;
}

/** A network card of the host, by which the service is reached. */
export interface HostInterface {
  /** The kernel's name: `eth0`. */
  readonly name: string;
  readonly mac?: string;
  readonly up?: boolean;
  readonly mtu?: number;
  /** Mbit/s, where the card says. */
  readonly speed?: number;
  /** Without those of the link alone. */
  readonly addresses: readonly {
    readonly address: string;
    readonly prefix: number;
    readonly origin: 'DHCP' | 'Static' | 'SLAAC';
  }[];
  /** Of the default route by this card, by family. */
  readonly gateways: readonly string[];
}

/** Where the service runs, as clients may know it. */
export interface Host {
  readonly name: string;
  /** Its full name, where it has one. */
  readonly fqdn?: string;
  /** Those that have addresses, but for loopback. */
  readonly interfaces: () => Promise<readonly HostInterface[]>;
  /** Addresses of its name servers. */
  readonly nameServers: () => readonly string[];
  /** It answers http and https. */
  readonly port: () => number;
  /** Plain http is served, not redirected. */
  readonly plain: boolean;
  /** Absent where the service cannot announce itself. */
  readonly discovery?: Discovery;
  /** In force now: PEM, without its key. */
  readonly certificate: () => string;
  /**
   * Makes a key, keeps it until its certificate comes, and returns the request for that one as PEM; or why it does not,
   * and which parameter of the request is to blame.
   */
  readonly requestCertificate: (
    request: CertificateRequest,
  ) => Promise<
    | { readonly csr: string }
    | { readonly refusal: string; readonly about: 'AlternativeNames' | 'CertificateCollection' }
  >;
  /**
   * Takes a certificate, and what may follow of its chain, as PEM: with its key, or one that was requested here. Returns
   * why it will not do; nothing has changed then.
   */
  readonly replaceCertificate: (pem: string) => Promise<string | undefined>;
}

/** Everything that the service stands on, handed in by the composition root. */
export interface Context {
  readonly hypervisor: Hypervisor;
  readonly media: MediaLibrary;
  readonly bmc: Bmc;
  readonly settings: Settings;
  /** Of this program: `Manager.FirmwareVersion`. */
  readonly version: string;
  /** Absent where somebody else does the listening. */
  readonly host?: Host;
  readonly log: Log;
}
