import {
  isLibvirtError,
  NetworkUpdateCommand,
  NetworkUpdateFlags,
  NetworkUpdateSection,
} from '../../src/libvirt/index.js';
import type { Host } from '../host/host.js';
import { type Aspect, differences } from '../libvirt/aspect.js';
import { setMark } from '../libvirt/mark.js';
import type { FoundNetwork, Survey } from '../libvirt/survey.js';
import { all, element, first, readXml, writeXml, type XmlNode } from '../libvirt/xml.js';
import type { Action, Change, Disruption } from '../plan/change.js';
import { type Family, writeAddress } from '../spec/addresses.js';
import { uuidOf } from '../spec/identity.js';
import type { Lab, LabNetwork, LabSubnet } from '../spec/types.js';
import { plugIn } from './cards.js';
import { isOff } from './machine.js';
import {
  bareNetwork,
  familyOf,
  foundReservations,
  hostElement,
  keyOf,
  networkAspects,
  type Reservation,
  rangeChanges,
  reservations,
  type WantedNetwork,
} from './network-aspects.js';
import { hashOf, itemOf, networkName, networksOn, type Site } from './site.js';

const sentence = ({ mode, subnets }: LabNetwork): string =>
  `${mode} network ${subnets.map(({ cidr }) => cidr.text).join(' and ')}`.trimEnd();

const uuidFor = (lab: Lab, { name }: LabNetwork): string => uuidOf(`${name}.network.${lab.name}`);

const create = async (wanted: WantedNetwork, { connection }: Survey, { dir }: Host): Promise<void> => {
  const { lab, network, name } = wanted;
  const tree = bareNetwork(uuidFor(lab, network), name);
  for (const aspect of networkAspects) aspect.put(tree, wanted);
  setMark(tree, { lab: lab.name, spec: hashOf(network), volumes: [], state: dir });
  const made = await connection.defineNetwork(writeXml(tree));
  await made.setAutostart(true);
  await made.start();
};

/** As it is, with the lab's mark. A running network does not notice. */
export const remarkNetwork = async (
  { tree, mark }: FoundNetwork,
  { lab, network }: WantedNetwork,
  here: Survey,
): Promise<void> => {
  setMark(tree, { ...mark, lab: lab.name, spec: hashOf(network), volumes: [] });
  await here.connection.defineNetwork(writeXml(tree));
};

const redefine = async (
  found: FoundNetwork,
  aspects: readonly Aspect<WantedNetwork>[],
  wanted: WantedNetwork,
  { site, here }: { readonly site: Site; readonly here: Survey },
): Promise<void> => {
  const { network, tree, active } = found;
  for (const aspect of aspects) aspect.put(tree, wanted);
  // In this order each state in between is one that the next plan goes on from.
  if (active) await network.destroy();
  await remarkNetwork(found, wanted, here);
  if (!active) return;
  await network.start();
  await plugIn(site, here, wanted.network);
};

/** What is to be changed of a network: of the subnet of this family. */
interface Update {
  readonly command: number;
  readonly section: number;
  readonly family: Family;
  readonly part: XmlNode;
}

/**
 * One part of a network, in the configuration and, where it runs, at once: no link goes down. Without an index libvirt
 * takes the first subnet that gives addresses, of whichever family.
 */
const update = ({ network, active, tree }: FoundNetwork, { command, section, family, part }: Update): Promise<void> =>
  network.update({
    command,
    section,
    parentIndex: all(tree, 'ip').findIndex((ip) => familyOf(ip) === family),
    xml: writeXml(part),
    flags: NetworkUpdateFlags.CONFIG | (active ? NetworkUpdateFlags.LIVE : 0),
  });

const { DELETE, ADD_LAST } = NetworkUpdateCommand;
const { IP_DHCP_HOST, IP_DHCP_RANGE } = NetworkUpdateSection;

const reserve = async (
  found: FoundNetwork,
  gone: readonly Reservation[],
  added: readonly Reservation[],
): Promise<void> => {
  const one = (command: number, reservation: Reservation): Promise<void> =>
    update(found, {
      command,
      section: IP_DHCP_HOST,
      family: reservation.family,
      part: hostElement(reservation),
    });
  for (const reservation of gone) await one(DELETE, reservation);
  for (const reservation of added) await one(ADD_LAST, reservation);
};

const rangeElement = (text: string): XmlNode => {
  const [start = '', end = ''] = text.split('-');
  return element('range', { start, end });
};

const setRange = async (found: FoundNetwork, have: string, { cidr: { family }, dhcp }: LabSubnet): Promise<void> => {
  const one = (command: number, text: string): Promise<void> =>
    update(found, { command, section: IP_DHCP_RANGE, family, part: rangeElement(text) });
  if (have !== '') await one(DELETE, have);
  if (dhcp !== undefined) await one(ADD_LAST, `${writeAddress(family, dhcp.first)}-${writeAddress(family, dhcp.last)}`);
};

/** Where it is the same machine's address on both sides: who asks for it is another. */
const listed = (sign: string, all: readonly Reservation[], others: readonly Reservation[]): readonly string[] =>
  all.map(({ name, ip, mac, id }) =>
    others.some((other) => other.name === name && other.ip === ip)
      ? `${sign}${name} ${ip} (for ${mac ?? id ?? 'its name'})`
      : `${sign}${name} ${ip}`,
  );

export const networkChanges = (site: Site, here: Survey, network: LabNetwork): readonly Change[] => {
  const name = networkName(site.lab, network);
  const wanted: WantedNetwork = { lab: site.lab, network, name };
  const item = itemOf(site, here, 'network', network.name);
  const change = (action: Action, what: string, disruption: Disruption, run: () => Promise<void>): Change => ({
    item,
    action,
    what,
    disruption,
    after: [],
    run,
  });
  const found = here.networks.find((one) => one.name === name);
  if (found === undefined) return [change('create', sentence(network), 'none', () => create(wanted, here, site.host))];

  const upkeep = [
    ...(found.autostart
      ? []
      : [change('change', 'starts with the host', 'none', () => found.network.setAutostart(true))]),
    ...(found.active ? [] : [change('start', sentence(network), 'none', () => found.network.start())]),
  ];
  const differing = differences(networkAspects, found.tree, wanted);
  // A network that is defined anew gets ranges and reservations with it.
  if (differing.length > 0) {
    const what = differing.map((one) => one.sentence).join('; ');
    const aspects = networkAspects.filter(
      (aspect) => aspect.name === 'addresses' || differing.some((one) => one.aspect === aspect),
    );
    return [
      change('change', what, found.active ? 'network restart' : 'none', () =>
        redefine(found, aspects, wanted, { site, here }),
      ),
      ...upkeep,
    ];
  }
  const live = found.active ? 'live' : 'none';
  const [have, want] = [foundReservations(found.tree), network.mode === 'bridge' ? [] : reservations(wanted)];
  const gone = have.filter((one) => !want.some((other) => keyOf(other) === keyOf(one)));
  const added = want.filter((one) => !have.some((other) => keyOf(other) === keyOf(one)));
  return [
    ...rangeChanges(found.tree, wanted).map(({ subnet, have: from, want: to }) =>
      change('change', `DHCP pool ${from || 'none'} -> ${to || 'none'}`, live, () => setRange(found, from, subnet)),
    ),
    ...(gone.length + added.length === 0
      ? []
      : [
          change(
            'change',
            `reservations ${[...listed('-', gone, added), ...listed('+', added, gone)].join(', ')}`,
            live,
            () => reserve(found, gone, added),
          ),
        ]),
    ...upkeep,
  ];
};

/** Cards there of running machines that the document no longer has: they go before the network does. */
const leaving = ({ lab }: Site, { domains }: Survey, name: string): number =>
  domains
    .filter((found) => found.mark?.lab === lab.name && !isOff(found))
    .filter(({ uuid }) => !lab.machines.some((machine) => machine.uuid === uuid))
    .flatMap(({ tree }) => all(tree, 'devices/interface'))
    .filter((card) => first(card, 'source')?.attributes.network === name).length;

/**
 * A machine that stays, or somebody else's, is plugged into it, whatever its definition says by now. Not where it has gone
 * meanwhile.
 */
const isUsed = async (site: Site, here: Survey, { name, active, network }: FoundNetwork): Promise<boolean> => {
  if (!active) return false;
  try {
    const plugged = Number((await readXml(await network.toXml())).attributes.connections ?? 0);
    return plugged > leaving(site, here, name);
  } catch (error) {
    if (isLibvirtError(error, 'NO_NETWORK')) return false;
    throw error;
  }
};

const removal = (site: Site, here: Survey, found: FoundNetwork): Change => ({
  item: itemOf(site, here, 'network', found.name.slice(site.lab.name.length + 1)),
  action: 'remove',
  what: `network ${found.name}`,
  disruption: 'network restart',
  after: here.domains.flatMap(({ name, mark }) =>
    mark?.lab === site.lab.name ? [itemOf(site, here, 'machine', name)] : [],
  ),
  run: async () => {
    if (found.active) await found.network.destroy();
    await found.network.undefine();
  },
});

const ours = ({ lab }: Site, { networks }: Survey): readonly FoundNetwork[] =>
  networks.filter(({ mark }) => mark?.lab === lab.name);

/** What keeps networks from being made: somebody else's of the same name or bridge. */
export const networkProblems = (site: Site): readonly string[] =>
  site.surveys.flatMap((here) =>
    networksOn(site, here).flatMap((network) => {
      const name = networkName(site.lab, network);
      const isThere = here.networks.some((found) => found.name === name);
      return here.networks.flatMap((found) => {
        if (!isThere && found.network.uuid === uuidFor(site.lab, network))
          return [
            `${here.spec.name} has a network ${found.name} with the UUID that ${name} is to have (${found.network.uuid}): remove it, or define it with another`,
          ];
        if (found.mark?.lab === site.lab.name) return [];
        if (found.name === name)
          return [
            `${here.spec.name} has a network ${name} that is not this lab's: lab adopt takes it, if it is as specified`,
          ];
        const bridge = first(found.tree, 'bridge')?.attributes.name;
        if (network.mode !== 'bridge' && bridge === network.bridge)
          return [
            `the bridge ${bridge} on ${here.spec.name} is that of its network ${found.name}: name another (networks.${network.name}.bridge)`,
          ];
        return [];
      });
    }),
  );

export const planNetworks = async (site: Site): Promise<readonly Change[]> => {
  const changes = site.surveys.map(async (here) => {
    const wanted = networksOn(site, here);
    const names = wanted.map((network) => networkName(site.lab, network));
    const gone = ours(site, here).filter(({ name }) => !names.includes(name));
    const removals = gone.map(
      async (found): Promise<Change> => ({
        ...removal(site, here, found),
        disruption: (await isUsed(site, here, found)) ? 'network restart' : 'none',
      }),
    );
    return [...wanted.flatMap((network) => networkChanges(site, here, network)), ...(await Promise.all(removals))];
  });
  return (await Promise.all(changes)).flat();
};

/** Everything that bears the lab's mark, whatever its document says now. */
export const removeNetworks = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here) => ours(site, here).map((found) => removal(site, here, found)));
