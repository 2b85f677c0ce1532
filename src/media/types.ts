/** Images for virtual media: what the rest of the service sees of `src/media`. */

export interface ImageRequest {
  /** `http:`, `https:` or `file:` URL, or an absolute path (taken as `file:`). */
  readonly url: string;
  readonly userName?: string;
  readonly password?: string;
  /** False: TLS certificates are not verified. */
  readonly verifyCertificate: boolean;
  /** PEM certificates trusted besides the system's. */
  readonly certificates?: readonly string[];
}

export interface Image {
  /** Of a complete, read-only file on this machine. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, lower-case hex. Absent for a `file:` image, which is used where it lies. */
  readonly digest?: string;
  /** Last path segment of the URL, for people. */
  readonly name: string;
}

/** An image that the hypervisor itself will read. */
export interface RemoteImage {
  /** After redirects; its host is the checked address itself, unless the certificate needs the name. */
  readonly url: string;
  readonly size?: number;
  readonly name: string;
}

export interface Progress {
  /** Bytes so far, and of how many (absent where the server does not say). */
  readonly received: number;
  readonly total?: number;
}

export interface MediaLibrary {
  /** Fetches once, shares between callers, verifies length, and keeps the file held until `Hold.release`. Throws `MediaError`. */
  acquire(
    request: ImageRequest,
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Hold>;
  /** Checks that the URL may be and can be read, and says what the hypervisor should read. Throws `MediaError`. */
  probe(request: ImageRequest, options?: { signal?: AbortSignal }): Promise<RemoteImage>;
  /** Removes what nobody uses and what is over the limits. Called after an eject, on a removed machine, and on a timer. */
  collect(): Promise<void>;
  close(): Promise<void>;
}

/** An image that stays in the cache at least until `release()`; a machine that has it in a drive keeps it from then on. */
export interface Hold {
  readonly image: Image;
  release(): void;
}

/** Every code, with what it tells the caller. */
export const mediaErrorCodes = {
  'bad-url': 'not a URL that can be read',
  'unsupported-scheme': 'the scheme is not one of http, https, file',
  'host-not-allowed': 'the host or its address is not allowed; names the setting',
  'path-not-allowed': 'the file is not under a directory that images may come from; names the setting',
  'not-found': 'the server or the file system has no such image',
  unauthorized: 'the server wants other credentials',
  'server-error': 'the server answered with an error',
  unreachable: 'no connection: refused, no route, name unknown',
  tls: 'the TLS handshake or the certificate failed',
  timeout: 'no connection or no bytes in time',
  truncated: 'the transfer ended before all bytes came',
  'too-many-redirects': 'redirected too often or in a loop',
  'no-space': 'not enough disk for the image',
  'too-large': 'larger than the configured limit',
  empty: 'an image of no bytes',
  cancelled: 'the caller gave up',
} as const;
export type MediaErrorCode = keyof typeof mediaErrorCodes;

/** `message` is fit for a client: it names the cause, never a password or a URL's query. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly code: MediaErrorCode;
  constructor(code: MediaErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
