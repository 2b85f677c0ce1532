/** The messages of SSDP, as a Redfish service uses them (DSP0266, "Discovery"; UPnP Device Architecture 1.1, 1.2 and 1.3). */

/** Who is announced, and where clients find him. */
export interface Announced {
  readonly uuid: string;
  /** URL of the service root. */
  readonly location: string;
  /** Seconds that a client may rely on it. */
  readonly maxAge: number;
}

/** Somebody looks for services like this one. */
export interface Search {
  /** As it was asked for, for the answer to repeat. */
  readonly target: string;
  /** Seconds within which the answer is to come, at a moment of its own. */
  readonly wait: number;
}

/**
 * Without the minor version, which may follow: DMTF's own Python library does not know a service by a minor version of
 * two digits.
 */
const service = 'urn:dmtf-org:service:redfish-rest:1';

/** Longer waits than this are of no use to anybody (UPnP 1.1, 1.3.2, has 5 as the most). */
const longestWait = 5;

const headersOf = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );

/** The target of an answer; undefined: we are not meant. */
const targetOf = (wanted: string): string | undefined => {
  const text = wanted.toLowerCase();
  return text === 'ssdp:all' || text === service ? service : undefined;
};

/** Undefined: it is no search, or not for a service like this one. */
export const readSearch = (datagram: Uint8Array): Search | undefined => {
  const [first, ...lines] = Buffer.from(datagram).toString('latin1').split(/\r?\n/);
  if (first === undefined || !/^M-SEARCH \* HTTP\/1\.[01]$/.test(first.trimEnd())) return undefined;
  const headers = headersOf(lines);
  const target = targetOf(headers.get('st') ?? '');
  const wait = headers.get('mx') ?? '0';
  if (target === undefined || headers.get('man') !== '"ssdp:discover"' || !/^\d{1,4}$/.test(wait)) return undefined;
  return { target, wait: Math.min(Number(wait), longestWait) };
};

const message = (first: string, headers: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from([first, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'), 'latin1');

const usn = ({ uuid }: Announced) => ['USN', `uuid:${uuid}::${service}`] as const;

/** To a search, and to nobody but who asked. */
export const answerTo = ({ target }: Search, announced: Announced): Buffer =>
  message('HTTP/1.1 200 OK', [
    ['CACHE-CONTROL', `max-age=${announced.maxAge}`],
    ['EXT', ''],
    ['ST', target],
    usn(announced),
    ['AL', announced.location],
  ]);

/** To everybody: the service is there (and still is). */
export const alive = (host: string, announced: Announced): Buffer =>
  message('NOTIFY * HTTP/1.1', [
    ['HOST', host],
    ['CACHE-CONTROL', `max-age=${announced.maxAge}`],
    ['NT', service],
    ['NTS', 'ssdp:alive'],
    usn(announced),
    ['AL', announced.location],
  ]);

/** To everybody: it ends. */
export const byebye = (host: string, announced: Announced): Buffer =>
  message('NOTIFY * HTTP/1.1', [['HOST', host], ['NT', service], ['NTS', 'ssdp:byebye'], usn(announced)]);
