/** What this host's own tools tell, as probes need it. */
import { type HostRoute, routesIn } from '../host/routes.js';
import type { Service } from '../host/service.js';
import type { LabHypervisor } from '../spec/types.js';
import type { Subject } from './probe.js';
import type { Senses } from './senses.js';

/** libvirt's URIs (https://libvirt.org/uri.html): no host in it, and a driver that has real networks. */
export const isLocal = ({ uri }: LabHypervisor): boolean =>
  /^(?!test)[a-z0-9]+(?:\+[a-z]+)?:\/\/(?:(?:[^@/]*@)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)?\//i.test(uri);

/** The lab's service that is this program; undefined: the lab has none. */
export const serviceOf = ({ services }: Subject, program: string): Service | undefined =>
  services.find(({ command }) => command.some((word) => word.split('/').at(-1) === program));

/** A link of `ip -json address`. */
export interface Link {
  readonly name: string;
  readonly up: boolean;
  /** `192.168.135.1/24`. */
  readonly addresses: readonly string[];
}

const list = (text: string): readonly Record<string, unknown>[] => {
  const parsed: unknown = JSON.parse(text.trim() || '[]');
  // `ip` gives empty objects for what a filter left out.
  return Array.isArray(parsed) ? parsed.filter((one) => Object.keys(one).length > 0) : [];
};

export const links = async ({ run }: Senses, signal: AbortSignal): Promise<readonly Link[]> =>
  list(await run(['ip', '-json', 'address'], signal)).map(({ ifname, flags, addr_info: addresses }) => ({
    name: String(ifname),
    up: Array.isArray(flags) && flags.includes('UP'),
    addresses: (Array.isArray(addresses) ? addresses : []).map(({ local, prefixlen }) => `${local}/${prefixlen}`),
  }));

/** Of this host, without the default ones. */
export const routes = async ({ run }: Senses, signal: AbortSignal): Promise<readonly HostRoute[]> => {
  const both = await Promise.all(['-4', '-6'].map((family) => run(['ip', '-json', family, 'route', 'show'], signal)));
  return both.flatMap((text) => routesIn(text.trim() || '[]'));
};
