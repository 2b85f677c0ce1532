/** libvirt's URIs (https://libvirt.org/uri.html): `driver[+transport]://[user@][host][:port]/[path][?parameters]`. */
import { LibvirtError } from '../errors.js';

const transports = ['unix', 'tcp', 'tls', 'ssh', 'libssh', 'libssh2', 'ext'] as const;
export type Transport = (typeof transports)[number];

export interface LibvirtUri {
  /** `qemu`, `test`, `network`. */
  readonly driver: string;
  readonly transport: Transport;
  readonly user?: string;
  readonly host?: string;
  readonly port?: number;
  /** `/system`, `/session`. */
  readonly path: string;
  /** What is about the connection, by lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The URI that the daemon is asked to open: without transport, host and what is in `parameters`. */
  readonly remote: string;
  /** The URI without the user's name. */
  readonly printable: string;
}

/** Parameters that are for the client; all others go to the daemon. */
const ours = new Set([
  'auth',
  'authfile',
  'command',
  'keyfile',
  'known_hosts',
  'known_hosts_verify',
  'mode',
  'name',
  'netcat',
  'no_sanity',
  'no_tty',
  'no_verify',
  'pkipath',
  'proxy',
  'socket',
  'sshauth',
  'tls_priority',
]);

const invalid = (message: string): LibvirtError => new LibvirtError('invalid', message);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new LibvirtError('invalid', `bad percent encoding in a libvirt URI: ${text}`, { cause });
  }
}

function splitQuery(query: string): { parameters: Map<string, string>; rest: string } {
  const parameters = new Map<string, string>();
  const rest: string[] = [];
  for (const item of query.split(/[&;]/).filter((each) => each !== '')) {
    const [name = '', ...value] = item.split('=');
    // Unlike in a form, a plus sign is itself here: file names have it.
    if (ours.has(name.toLowerCase())) parameters.set(name.toLowerCase(), decode(value.join('=')));
    else rest.push(item);
  }
  return { parameters, rest: rest.join('&') };
}

function transportOf(name: string | undefined, host: string | undefined): Transport {
  if (name === undefined) return host === undefined ? 'unix' : 'tls';
  const found = transports.find((each) => each === name.toLowerCase());
  if (found === undefined) throw invalid(`unknown transport ${name}: libvirt has ${transports.join(', ')}`);
  if (found === 'unix' && host !== undefined)
    throw invalid(`a unix socket on another host (${host}): use ssh, tls or tcp`);
  return found;
}

/** Throws `LibvirtError` of kind `invalid`. */
export function parseUri(text: string): LibvirtUri {
  const match =
    /^([a-z][a-z0-9-]*)(?:\+([a-z0-9]+))?:\/\/(?:([^@/?#]*)@)?(\[[0-9a-f:.%]+\]|[^:/?#[\]@\s]*)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?$/i.exec(
      text,
    );
  if (match === null)
    throw invalid(`not a libvirt URI (qemu:///system, qemu+ssh://user@host/system): ${withoutUser(text)}`);
  const [, driver = '', transportName, user, hostText = '', portText, path = '', query = ''] = match;
  const host = hostText === '' ? undefined : hostText.replace(/^\[(.*)\]$/, '$1');
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) throw invalid(`no such port: ${portText}`);
  const { parameters, rest } = splitQuery(query);
  const remote = driver === 'remote' ? '' : `${driver}://${path}${rest === '' ? '' : `?${rest}`}`;
  return {
    driver,
    transport: transportOf(transportName, host),
    ...(user === undefined || user === '' ? {} : { user: decode(user) }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    path,
    parameters,
    remote: parameters.get('name') ?? remote,
    printable: withoutUser(text),
  };
}

const withoutUser = (text: string): string => text.replace(/^([^/?#]*:\/\/)[^@/?#]*@/, '$1');

/** A parameter that is a number used as yes or no, as libvirt takes it. Throws `LibvirtError` of kind `invalid`. */
export function flag({ parameters }: LibvirtUri, name: string): boolean {
  const text = parameters.get(name);
  if (text === undefined) return false;
  if (!/^-?\d+$/.test(text)) throw invalid(`${name}=${text}: a number belongs there`);
  return Number(text) !== 0;
}

/** A parameter with a few possible values; the first is the default. Throws `LibvirtError` of kind `invalid`. */
export function choice<const T extends string>(
  { parameters }: LibvirtUri,
  name: string,
  values: readonly [T, ...T[]],
): T {
  const text = parameters.get(name);
  if (text === undefined) return values[0];
  const found = values.find((each) => each === text);
  if (found === undefined) throw invalid(`${name}=${text}: one of ${values.join(', ')} belongs there`);
  return found;
}
