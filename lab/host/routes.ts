import { type Cidr, networkOf } from '../spec/addresses.js';
import { isInstalled, run } from './run.js';

/** Packets for these addresses leave by this device already. */
export interface HostRoute {
  readonly cidr: Cidr;
  readonly device: string;
}

interface Said {
  readonly dst?: string;
  readonly dev?: string;
  /** `unreachable`, `blackhole`: no device. */
  readonly type?: string;
  readonly nexthops?: readonly { readonly dev?: string }[];
}

/** What `ip -json route` said, but for the default route, which is for what nobody else is for. */
export const routesIn = (json: string): readonly HostRoute[] =>
  (JSON.parse(json) as readonly Said[]).flatMap(({ dst = 'default', dev, type, nexthops = [] }) => {
    const cidr = networkOf(dst);
    return cidr === undefined ? [] : [{ cidr, device: dev ?? nexthops[0]?.dev ?? type ?? 'no device' }];
  });

/** Of this host, both families. None where there is no `ip` to ask. */
export const hostRoutes = async (): Promise<readonly HostRoute[]> => {
  if (!(await isInstalled('ip'))) return [];
  const said = await Promise.all(['-4', '-6'].map((family) => run(['ip', '-json', family, 'route', 'show'])));
  // Some versions print nothing at all where there is no route.
  return said.flatMap((json) => routesIn(json.trim() === '' ? '[]' : json));
};
