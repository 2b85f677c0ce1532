import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import type { HostResolution } from '../spec/types.js';

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const target = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return '';
  }
};

const names = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
};

const networkManager = '/etc/NetworkManager';

/** NetworkManager.conf(5): it runs a dnsmasq of its own only where it is told to. */
const hasOwnDnsmasq = (): boolean =>
  [
    `${networkManager}/NetworkManager.conf`,
    ...names(`${networkManager}/conf.d`).map((name) => `${networkManager}/conf.d/${name}`),
  ].some((path) => /^\s*dns\s*=\s*dnsmasq\s*$/m.test(text(path)));

/** How this host can be told the names of a lab. */
export const resolutionOf = (wanted: HostResolution): Exclude<HostResolution, 'auto'> => {
  if (wanted !== 'auto') return wanted;
  if (target('/etc/resolv.conf').startsWith('/run/systemd/resolve/')) return 'systemd-resolved';
  if (names('/run/NetworkManager').length > 0 && hasOwnDnsmasq()) return 'NetworkManager';
  return 'hosts';
};
