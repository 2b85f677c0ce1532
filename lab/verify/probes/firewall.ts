/** What a firewalld on this host has to let through, and what SELinux has to allow. */
import { type Need, needs } from '../../host/ports.js';
import { servedNetworks } from '../../services/dns.js';
import { links, serviceOf } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

/** firewalld's names of services that stand for the same. */
const services: Readonly<Record<string, string>> = {
  '53/udp': 'dns',
  '53/tcp': 'dns',
  '123/udp': 'ntp',
  '443/tcp': 'https',
  '80/tcp': 'http',
};

const firewall = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { senses, lab } = subject;
  const ask = (...args: readonly string[]): Promise<string | undefined> =>
    senses.run(['firewall-cmd', ...args], signal).then(
      (text) => text.trim(),
      () => undefined,
    );
  // firewall-cmd(1): it prints `running`, and ends with 252 where firewalld does not run.
  if ((await ask('--state')) !== 'running') return [skip('', 'firewalld does not run here')];
  const devices = await links(senses, signal);
  const deviceOf = ({ address, inside }: Need): string | undefined =>
    (inside
      ? servedNetworks(lab).find(({ subnets }) => subnets.some(({ gateway }) => gateway === address))?.bridge
      : undefined) ?? devices.find((one) => one.addresses.some((text) => text.split('/')[0] === address))?.name;
  /** A device that was given to no zone is in the default one; libvirt gives its bridges to `libvirt`. */
  const zoneOf = async (need: Need): Promise<string> => {
    const device = deviceOf(need);
    const own = device === undefined ? undefined : await ask(`--get-zone-of-interface=${device}`);
    if (own !== undefined && own !== '') return own;
    return need.inside ? 'libvirt' : ((await ask('--get-default-zone')) ?? 'public');
  };
  return Promise.all(
    needs(
      subject.lab,
      subject.services.map(({ name }) => name),
    ).map(async (need) => {
      const port = `${need.port}/${need.protocol}`;
      const zone = await zoneOf(need);
      const of = `${need.who} ${port}`;
      const service = services[port];
      const [target, open, known] = await Promise.all([
        ask(`--zone=${zone}`, '--get-target', '--permanent'),
        ask(`--zone=${zone}`, `--query-port=${port}`),
        service === undefined ? undefined : ask(`--zone=${zone}`, `--query-service=${service}`),
      ]);
      // The zone `libvirt` accepts what is forwarded, and rejects by a rule what is for the host itself.
      if (open !== undefined || known !== undefined || (target === 'ACCEPT' && !zone.startsWith('libvirt')))
        return pass(of, `open in zone ${zone}`);
      const add = [`--zone=${zone}`, `--add-port=${port}`];
      return {
        ...fail(
          of,
          `closed in zone ${zone}`,
          `firewall-cmd ${add.join(' ')}, and the same with --permanent; --configure-host does it`,
        ),
        commands: [
          ['firewall-cmd', ...add],
          ['firewall-cmd', '--permanent', ...add],
        ],
      };
    }),
  );
};

/** selinux(8): 1 where it enforces. */
const enforcePath = '/sys/fs/selinux/enforce';

const selinux = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { senses, site } = subject;
  if ((await senses.read(enforcePath))?.trim() !== '1') return [skip('', 'SELinux does not enforce anything here')];
  const { dir } = site.host;
  const results: Result[] = [];
  if (serviceOf(subject, 'haproxy') !== undefined) {
    const text = await senses.run(['getsebool', 'haproxy_connect_any'], signal);
    const command = ['setsebool', '-P', 'haproxy_connect_any', 'on'];
    results.push(
      / on$/.test(text.trim())
        ? pass('haproxy_connect_any', 'on')
        : {
            ...fail(
              'haproxy_connect_any',
              'off: HAProxy may not listen on 6443, nor reach the clusters',
              `${command.join(' ')}; --configure-host does it`,
            ),
            commands: [command],
          },
    );
  }
  const context = await senses.run(['stat', '--format=%C', dir], signal).catch(() => '');
  const type = context.trim().split(':')[2];
  const label = `semanage fcontext -a -t etc_t '${dir}(/.*)?' && restorecon -R ${dir}`;
  if (type === undefined) results.push(skip('state directory', `${dir} is not there yet`));
  else if (type === 'var_lib_t')
    results.push(
      warn(
        'state directory',
        `${dir} is ${type}, which dnsmasq, chronyd and HAProxy under systemd may not read`,
        `Where they do not start (ausearch -m avc): ${label}`,
      ),
    );
  else results.push(pass('state directory', `${dir} is ${type}`));
  return results;
};

export const firewallProbes: readonly Probe[] = [
  {
    id: 'host.firewall',
    phase: 'host',
    scope: 'lab',
    what: "firewalld lets the lab's services be reached",
    run: firewall,
  },
  { id: 'host.selinux', phase: 'host', scope: 'lab', what: "SELinux lets the lab's services work", run: selinux },
];
