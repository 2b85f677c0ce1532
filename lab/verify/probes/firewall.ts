/** What a firewalld on this host has to let through, and what SELinux has to allow. */
import { firewallCmd, isOpen, opening, placeFor, readFirewall, ruleOf, zoneOf } from '../../host/firewall.js';
import { type Need, needs, portOf } from '../../host/ports.js';
import { servedNetworks } from '../../services/dns.js';
import { links, serviceOf } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

const firewall = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { senses, lab } = subject;
  const found = await readFirewall(firewallCmd((argv) => senses.run(argv, signal)));
  if (found === undefined) return [skip('', 'firewalld does not run here')];
  const devices = await links(senses, signal);
  const zoneOfNeed = ({ address, inside }: Need): string => {
    const network = inside
      ? servedNetworks(lab).find(({ subnets }) => subnets.some(({ gateway }) => gateway === address))
      : undefined;
    const device =
      network?.bridge ?? devices.find((one) => one.addresses.some((text) => text.split('/')[0] === address))?.name;
    return zoneOf(found, device, network);
  };
  return needs(
    lab,
    subject.services.map(({ name }) => name),
  ).map((need) => {
    const zone = zoneOfNeed(need);
    const place = placeFor(found, zone);
    const of = `${need.who} ${portOf(need)}`;
    if (place === undefined)
      return fail(of, `there is no zone ${zone}`, 'firewall-cmd --get-zones tells those that are');
    if (isOpen(place, need)) return pass(of, `open in ${place.name}`);
    return {
      ...fail(
        of,
        `closed in ${place.name}`,
        `firewall-cmd ${place.option} --add-rich-rule='${ruleOf(need)}', and the same with --permanent; --configure-host does it`,
      ),
      commands: opening(place, need),
    };
  });
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
