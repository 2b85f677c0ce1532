/**
 * Every option of `redfish-emu serve`, once. From this table come the flags (`--tls-cert`), the environment
 * (`REDFISH_EMU_TLS_CERT`), the configuration file's keys (`tlsCert`), schemas/config.schema.json and the tables of
 * docs/configuration.md.
 */
import { boolean, choice, duration, integer, type Kind, list, path, size, text, type ValueOf } from './kinds.js';

interface Option {
  readonly kind: Kind<unknown>;
  readonly group: 'Machines' | 'Listening' | 'Access' | 'TLS' | 'Virtual media' | 'Service';
  readonly help: string;
  /** As a file would hold it. Absent: none, or as `fallback` says. */
  readonly default?: unknown;
  /** For people, where the default depends on the circumstances. */
  readonly fallback?: string;
  readonly short?: string;
}

export const options = {
  driver: {
    kind: choice('auto', 'libvirt', 'memory'),
    group: 'Machines',
    default: 'auto',
    help: 'where the machines live; auto: libvirt where a daemon answers, otherwise nine machines in memory',
  },
  uri: {
    kind: list(text('URI', 'a libvirt URI such as qemu:///system', '^[A-Za-z][A-Za-z0-9.-]*(\\+[A-Za-z0-9.-]+)?:/')),
    group: 'Machines',
    fallback: 'qemu:///system',
    help: 'libvirt hypervisor to serve',
  },
  machine: {
    kind: list(text('ID', 'the UUID or name of a machine')),
    group: 'Machines',
    fallback: 'all machines',
    help: 'serve only the machine of this UUID or name',
  },
  memoryMachines: {
    kind: integer(1, 10_000),
    group: 'Machines',
    default: 9,
    help: 'how many machines the memory driver has: the nine of a lab, then spare ones',
  },
  powerDelay: {
    kind: duration,
    group: 'Machines',
    default: '1s',
    help: 'how long a power transition takes (memory driver only)',
  },
  restartGrace: {
    kind: duration,
    group: 'Machines',
    default: '30s',
    help: 'how long a guest may take to shut down for a GracefulRestart before it is forced',
  },
  storagePool: {
    kind: text('POOL', 'the name of a libvirt storage pool'),
    group: 'Machines',
    fallback: "the pool in which the machine's disks are, or `default`",
    help: 'storage pool in which volumes are created',
  },
  firmwarePool: {
    kind: text('POOL', 'the name of a libvirt storage pool'),
    group: 'Machines',
    fallback: 'firmware cannot be updated',
    help: 'storage pool (a directory) for firmware images, which switches updates on',
  },
  listen: {
    kind: text('ADDR', 'an IP address or host name'),
    group: 'Listening',
    default: '127.0.0.1',
    help: 'address to listen on; "::" is every address, IPv4 and IPv6',
  },
  port: {
    kind: integer(0, 65_535),
    group: 'Listening',
    short: '-p',
    default: 8000,
    help: 'TCP port for both https and http; 0 takes any free one',
  },
  allowHttp: {
    kind: boolean,
    group: 'Listening',
    default: false,
    help: 'serve plain http too where credentials are asked for, instead of redirecting it to https',
  },
  ssdp: {
    kind: boolean,
    group: 'Listening',
    default: false,
    help: 'announce the service by SSDP (UDP port 1900), until a client changes ManagerNetworkProtocol.SSDP',
  },
  maxConnections: {
    kind: integer(1, 100_000),
    group: 'Listening',
    default: 2048,
    help: 'connections at a time; more are closed at once',
  },
  drainTimeout: {
    kind: duration,
    group: 'Listening',
    default: '10s',
    help: 'how long requests may take to finish after SIGTERM',
  },
  user: {
    kind: text('NAME', 'a user name of letters, digits and . _ - @', '^[A-Za-z0-9._@-]{1,64}$'),
    group: 'Access',
    default: 'admin',
    help: 'name of the first administrator',
  },
  passwordFile: {
    kind: path('FILE'),
    group: 'Access',
    fallback: 'made at the first start and printed once',
    help: "file that holds the first administrator's password",
  },
  authFile: {
    kind: path('HTPASSWD'),
    group: 'Access',
    help: 'htpasswd file (bcrypt) of further administrators; read again on SIGHUP',
  },
  noAuth: {
    kind: boolean,
    group: 'Access',
    default: false,
    help: 'ask nobody for credentials: whoever reaches the port owns the machines',
  },
  sessionTimeout: {
    kind: duration,
    group: 'Access',
    default: '30m',
    help: 'how long a session lasts without a request',
  },
  tlsCert: {
    kind: path('FILE'),
    group: 'TLS',
    fallback: 'a self-signed one is made in the state directory',
    help: 'PEM certificate with its chain; read again on SIGHUP',
  },
  tlsKey: {
    kind: path('FILE'),
    group: 'TLS',
    help: 'PEM private key of the certificate',
  },
  mediaMethod: {
    kind: choice('Upload', 'Stream'),
    group: 'Virtual media',
    default: 'Upload',
    help: 'TransferMethod where the client names none: fetch the image once and share it, or let QEMU read the URL itself',
  },
  mediaWait: {
    kind: duration,
    group: 'Virtual media',
    default: '45s',
    help: 'how long an insert may take before it is answered with a task (sushy gives up after 60 s)',
  },
  mediaVerify: {
    kind: boolean,
    group: 'Virtual media',
    default: false,
    help: 'verify TLS certificates of image servers on drives whose VerifyCertificate no client has set',
  },
  noManagerVirtualMedia: {
    kind: boolean,
    group: 'Virtual media',
    default: false,
    help: 'leave out the deprecated Manager.VirtualMedia, where sushy before 5 and webui-vue look for drives',
  },
  imageDir: {
    kind: list(path('DIR')),
    group: 'Virtual media',
    fallback: 'none: image files are refused',
    help: 'directory that images may be inserted from by path or file: URL',
  },
  imageAllow: {
    kind: list(text('HOST', 'a host name, an address, or a network such as 192.0.2.0/24', '^[^\\s/]+(/\\d{1,3})?$')),
    group: 'Virtual media',
    fallback: 'all but link-local ones, and loopback where the service listens beyond it',
    help: 'the only hosts that images may come from and events go to: a name, .domain, address, or network (CIDR)',
  },
  cacheDir: {
    kind: path('DIR'),
    group: 'Virtual media',
    fallback: 'media in the state directory',
    help: 'where fetched images are kept; QEMU must be able to read there',
  },
  cacheSize: {
    kind: size,
    group: 'Virtual media',
    default: '32GiB',
    help: 'how much disk images that no machine uses may occupy together',
  },
  cacheAge: {
    kind: duration,
    group: 'Virtual media',
    default: '1h',
    help: 'how long an image that no machine uses is kept',
  },
  imageMaxSize: {
    kind: size,
    group: 'Virtual media',
    fallback: 'the free disk',
    help: 'larger images are refused',
  },
  mediaConnectTimeout: {
    kind: duration,
    group: 'Virtual media',
    default: '10s',
    help: 'how long an image server may take to be connected to, TLS included',
  },
  mediaIdleTimeout: {
    kind: duration,
    group: 'Virtual media',
    default: '30s',
    help: 'how long an image server may stay silent',
  },
  vcpuWatts: {
    kind: integer(1, 1000),
    group: 'Machines',
    fallback: 'nothing is said of power',
    help: 'watts that one vCPU takes at full work: machines then have a power sensor, calculated from their load',
  },
  legacyProperties: {
    kind: boolean,
    group: 'Service',
    default: false,
    help: 'serve deprecated properties that older clients read: IndicatorLED, and Thermal and Power of a chassis',
  },
  stateDir: {
    kind: path('DIR'),
    group: 'Service',
    fallback: '/var/lib/redfish-emu for root, else $XDG_STATE_HOME/redfish-emu (~/.local/state/redfish-emu)',
    help: 'accounts, certificate and image cache',
  },
  logLevel: {
    kind: choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    group: 'Service',
    default: 'info',
    help: 'the least that is logged on standard error; info has a line for every request',
  },
  logFormat: {
    kind: choice('auto', 'text', 'json'),
    group: 'Service',
    default: 'auto',
    help: 'one line of text or of JSON each; auto: text on a terminal',
  },
  sushyConfig: {
    kind: path('FILE'),
    group: 'Service',
    help: 'sushy-emulator.conf to take settings from that are given nowhere else; read, never executed',
  },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionKey = keyof typeof options;
export const optionKeys = Object.keys(options) as readonly OptionKey[];

type Required = { [K in OptionKey]: (typeof options)[K] extends { default: unknown } ? K : never }[OptionKey];

/** The settings as the program uses them: times in seconds, sizes in bytes, paths absolute. */
export type Settings = { readonly [K in Required]: ValueOf<(typeof options)[K]['kind']> } & {
  readonly [K in Exclude<OptionKey, Required>]?: ValueOf<(typeof options)[K]['kind']>;
};

/** The row of the table, as what all rows have in common. */
export const optionOf = (key: OptionKey): Option => options[key];

const words = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
export const flagOf = (key: OptionKey): string => `--${words(key)}`;
export const environmentOf = (key: OptionKey): string => `REDFISH_EMU_${words(key).replaceAll('-', '_').toUpperCase()}`;
