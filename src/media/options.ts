import type { Resolve } from '../outbound/resolve.js';

/** What a media library is made of. Everything from outside is handed in here; `src/media` reads no environment. */

/** Shaped as pino's. Messages and details carry no URL query, user information or password. */
export interface MediaLogger {
  debug(details: Readonly<Record<string, unknown>>, message: string): void;
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
}

export interface MediaLimits {
  /** Bytes that images nobody uses may occupy together. Default 32 GiB. */
  readonly maxBytes?: number;
  /** Milliseconds that an image nobody uses stays. Default one hour. */
  readonly maxAge?: number;
  /** Bytes of one image. Default: no limit but the disk. */
  readonly maxImageBytes?: number;
  /** Bytes of disk that a download leaves free. Default 1 GiB. */
  readonly reserveBytes?: number;
}

export interface MediaTimeouts {
  /** Milliseconds for name, connection and TLS handshake together. Default 10 s. */
  readonly connect?: number;
  /** Milliseconds without a byte, from the request on. Default 30 s. */
  readonly idle?: number;
}

export interface MediaLibraryOptions {
  /** Of the cache; made where absent. One emulator at a time. QEMU must be able to traverse it. */
  readonly dir: string;
  /** The only directories that `file:` images come from; `--image-dir`. */
  readonly imageDirs: readonly string[];
  /** `--image-allow`: host names (`a.example`, `.example`), addresses, CIDRs. Empty: all but what is refused by default. */
  readonly allow: readonly string[];
  /** The service listens beyond loopback: images on loopback are then refused unless listed. */
  readonly exposed: boolean;
  /** Digests that are in some machine's drive. Rejects when that cannot be told; nothing is evicted then. */
  readonly inUse: () => Promise<ReadonlySet<string>>;
  readonly limits?: MediaLimits;
  readonly timeouts?: MediaTimeouts;
  readonly log: MediaLogger;
  /** Default: `dns.lookup` with all addresses, which is what the host itself would do. */
  readonly resolve?: Resolve;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Free bytes of the file system that holds `dir`. Default `statfs`. */
  readonly freeBytes?: (dir: string) => Promise<number>;
}
