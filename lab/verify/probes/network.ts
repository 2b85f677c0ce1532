/** The networks, as libvirt has them and as this host sees them; and the services beside them. */
import { planNetworks } from '../../kinds/network.js';
import { planServices } from '../../kinds/service.js';
import { itemOf, networkName, networksOn } from '../../kinds/site.js';
import type { FoundNetwork, Survey } from '../../libvirt/survey.js';
import type { Action } from '../../plan/change.js';
import type { LabNetwork } from '../../spec/types.js';
import { isLocal, links } from '../local.js';
import { fail, judge, type Probe, pass, type Result, type Subject, skip } from '../probe.js';

const create = 'lab create makes it so';

interface Place {
  readonly here: Survey;
  readonly network: LabNetwork;
  readonly of: string;
  readonly found?: FoundNetwork;
}

const places = ({ site }: Subject): readonly Place[] =>
  site.surveys.flatMap((here) =>
    networksOn(site, here).map((network) => {
      const found = here.networks.find(({ name }) => name === networkName(site.lab, network));
      return { here, network, of: itemOf(site, here, 'network', network.name), ...(found && { found }) };
    }),
  );

const absent = ({ of }: Place): Result => fail(of, 'it is not there', create);

const active = (subject: Subject): readonly Result[] =>
  places(subject).map((place) => {
    if (place.found === undefined) return absent(place);
    return place.found.active
      ? pass(place.of, 'active')
      : fail(place.of, 'stopped', `lab create starts it, or virsh net-start ${place.found.name}`);
  });

const autostart = (subject: Subject): readonly Result[] =>
  places(subject).map((place) => {
    if (place.found === undefined) return absent(place);
    return place.found.autostart
      ? pass(place.of, 'starts with the host')
      : fail(place.of, 'does not start with the host', create);
  });

/** What `lab create` would change, but for what the other probes tell. */
const shape = async (subject: Subject): Promise<readonly Result[]> => {
  const changes = await planNetworks(subject.site);
  const wanted = places(subject).map((place) => {
    const { of, found } = place;
    if (found === undefined) return absent(place);
    const wrong = changes
      .filter(({ item, action, what }) => item === of && action === 'change' && what !== 'starts with the host')
      .map(({ what }) => what);
    return judge(of, wrong, 'as specified', create);
  });
  const gone = changes.filter(({ action }) => action === 'remove');
  return [...wanted, ...gone.map(({ item }) => fail(item, 'the document no longer has it', 'lab create removes it'))];
};

/** Addresses of IPv6 are written in many ways; of a device the kernel's is the shortest, as is the lab's. */
const bridge = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const local = places(subject).filter(({ here }) => isLocal(here.spec));
  if (local.length === 0) return [skip('', 'no hypervisor is this host')];
  const devices = await links(subject.senses, signal);
  return local.map(({ of, network }) => {
    const { mode, subnets } = network;
    const device = devices.find(({ name }) => name === network.bridge);
    const wanted = mode === 'bridge' ? [] : subnets.map(({ gateway, cidr }) => `${gateway}/${cidr.prefix}`);
    if (device === undefined)
      return fail(
        of,
        `this host has no ${network.bridge}`,
        mode === 'bridge' ? "That bridge is not the lab's to make" : create,
      );
    const wrong = [
      ...(device.up ? [] : [`${device.name} is down`]),
      ...wanted.filter((one) => !device.addresses.includes(one)).map((one) => `${device.name} has no address ${one}`),
    ];
    return judge(
      of,
      wrong,
      [device.name, ...wanted].join(' '),
      'Restart the network while its machines are off: virsh net-destroy, then lab create',
    );
  });
};

const lacks: Partial<Record<Action, string>> = {
  create: 'it is not there',
  start: 'it does not run',
  remove: 'it is no longer needed',
};

const services = async ({ lab, site }: Subject): Promise<readonly Result[]> => {
  const changes = (await planServices(lab, site.host, [])).filter(({ item }) => item.startsWith('service/'));
  const known = (await site.host.services.installed()).map((name) => `service/${name}`);
  const well = known.filter((item) => !changes.some((change) => change.item === item));
  return [
    ...changes.map(({ item, action, what }) => fail(item, lacks[action] ?? what, create)),
    ...well.map((item) => pass(item, `runs, kept by ${site.host.services.name}`)),
  ];
};

export const networkProbes: readonly Probe[] = [
  { id: 'network.active', phase: 'fabric', scope: 'lab', what: 'networks are active', run: active },
  { id: 'network.autostart', phase: 'fabric', scope: 'lab', what: 'networks start with their host', run: autostart },
  { id: 'network.shape', phase: 'fabric', scope: 'lab', what: 'networks are as specified', run: shape },
  {
    id: 'network.bridge',
    phase: 'fabric',
    scope: 'lab',
    what: "bridges are up, with the gateways' addresses",
    run: bridge,
  },
  {
    id: 'service.state',
    phase: 'fabric',
    scope: 'lab',
    what: "the lab's services run, configured as specified",
    run: services,
  },
];
