/** Where libvirt's sockets and certificates are for this user. The one place that looks at the process and its environment. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Surroundings {
  /** Runs as root. */
  readonly privileged: boolean;
  /** Directory of the system daemons' sockets. */
  readonly systemSockets: string;
  /** Directory of this user's own daemons' sockets. */
  readonly sessionSockets: string;
  /** `/etc/pki`. */
  readonly systemPki: string;
  /** `~/.pki/libvirt`. */
  readonly userPki: string;
}

export function surroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  const home = env.HOME ?? homedir();
  const runtime = env.XDG_RUNTIME_DIR;
  return {
    privileged: process.getuid?.() === 0,
    systemSockets: '/var/run/libvirt',
    sessionSockets: runtime ? join(runtime, 'libvirt') : join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'libvirt'),
    systemPki: '/etc/pki',
    userPki: join(home, '.pki/libvirt'),
  };
}
