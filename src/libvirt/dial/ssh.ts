/** The ssh transport: the ssh program, and at its other end virt-ssh-helper, or netcat on the daemon's socket. */
import { LibvirtError } from '../errors.js';
import { isSession, socketNames } from './sockets.js';
import { choice, flag, type LibvirtUri } from './uri.js';

/** One word for a POSIX shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function netcatScript(uri: LibvirtUri, readOnly: boolean): string {
  const netcat = quote(uri.parameters.get('netcat') ?? 'nc');
  const given = uri.parameters.get('socket');
  // Where the session's sockets are, only the other side knows.
  const runtime = '"$' + '{XDG_RUNTIME_DIR:-/run/user/$(id -u)}"';
  const directory = isSession(uri) ? `${runtime}/libvirt/` : '/var/run/libvirt/';
  const sockets =
    given === undefined ? socketNames(uri, readOnly).map((name) => `${directory}${name}`) : [quote(given)];
  // Netcats differ in what ends them: with -q they end when our side does.
  const run = `if ${netcat} -q 2>&1 | grep -q 'requires an argument'; then exec ${netcat} -q 0 -U "$s"; else exec ${netcat} -U "$s"; fi`;
  return `for s in ${sockets.join(' ')}; do if [ -S "$s" ]; then ${run}; fi; done; echo "no libvirt socket there: tried" ${sockets.join(' ')} >&2; exit 1`;
}

/** What to run on the other host, as one word for its login shell. */
export function remoteCommand(uri: LibvirtUri, readOnly: boolean): string {
  const proxy = choice(uri, 'proxy', ['auto', 'netcat', 'native']);
  const helper = `exec virt-ssh-helper ${readOnly ? '-r ' : ''}${quote(uri.remote)}`;
  // The helper takes no socket; and who names a netcat wants it used.
  const wantsNetcat = uri.parameters.has('socket') || uri.parameters.has('netcat');
  if (proxy === 'native' && wantsNetcat) {
    throw new LibvirtError('invalid', 'proxy=native uses neither socket= nor netcat=');
  }
  const script =
    proxy === 'native'
      ? helper
      : proxy === 'netcat' || wantsNetcat
        ? netcatScript(uri, readOnly)
        : `if command -v virt-ssh-helper >/dev/null 2>&1; then ${helper}; fi; ${netcatScript(uri, readOnly)}`;
  return `sh -c ${quote(script)}`;
}

const hostKeyChecking = (uri: LibvirtUri): readonly string[] => {
  if (flag(uri, 'no_verify')) return ['-o', 'StrictHostKeyChecking=no'];
  const verify = choice(uri, 'known_hosts_verify', ['normal', 'auto', 'ignore']);
  if (verify === 'auto') return ['-o', 'StrictHostKeyChecking=accept-new'];
  return verify === 'ignore' ? ['-o', 'StrictHostKeyChecking=no'] : [];
};

const methods: Readonly<Record<string, string>> = { agent: 'publickey', privkey: 'publickey' };

/** libvirt's names of ways to log in, as ssh has them. There is no one to ask: passwords cannot be among them. */
function preferred(uri: LibvirtUri): readonly string[] {
  const given = uri.parameters.get('sshauth');
  if (given === undefined) return [];
  const names = [...new Set(given.split(',').map((each) => methods[each.trim()]))];
  if (names.includes(undefined)) {
    throw new LibvirtError('invalid', `sshauth=${given}: this client can only use agent and privkey`);
  }
  return ['-o', `PreferredAuthentications=${names.join(',')}`];
}

/** The program and its arguments. Throws `LibvirtError` of kind `invalid`. */
export function sshCommand(uri: LibvirtUri, readOnly: boolean): { command: string; args: string[] } {
  const { host = 'localhost', port, user, parameters } = uri;
  const keyFile = parameters.get('keyfile');
  const knownHosts = parameters.get('known_hosts');
  return {
    command: parameters.get('command') ?? 'ssh',
    args: [
      '-T',
      ...['-e', 'none'],
      // A question for a password or a host key would wait for ever.
      ...['-o', 'BatchMode=yes'],
      ...['-o', 'ServerAliveInterval=15'],
      ...(port === undefined ? [] : ['-p', String(port)]),
      ...(user === undefined ? [] : ['-l', user]),
      ...(keyFile === undefined ? [] : ['-i', keyFile, '-o', 'IdentitiesOnly=yes']),
      ...(knownHosts === undefined ? [] : ['-o', `UserKnownHostsFile=${knownHosts}`]),
      ...hostKeyChecking(uri),
      ...preferred(uri),
      '--',
      host,
      remoteCommand(uri, readOnly),
    ],
  };
}
