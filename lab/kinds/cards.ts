/** Cards of running machines, on the bridges of their networks. */
import { isLibvirtError } from '../../src/libvirt/index.js';
import { isInstalled, run } from '../host/run.js';
import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, first, readXml, type XmlNode } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import type { LabNetwork } from '../spec/types.js';
import { isLocal, isOff } from './machine.js';
import { itemOf, networkName, networksOn, type Site } from './site.js';

interface Link {
  readonly ifname?: string;
  readonly address?: string;
  readonly master?: string;
}

/** Of this host. None where there is no `ip` to ask. */
const links = async (): Promise<readonly Link[]> => {
  if (!(await isInstalled('ip'))) return [];
  return JSON.parse((await run(['ip', '-json', 'link', 'show'])).trim() || '[]') as readonly Link[];
};

/** libvirt gives a tap device its card's MAC address with FE in front, so that the bridge never takes it for its own. */
const isOfCard = ({ address = '' }: Link, mac: string): boolean => address === `fe${mac.toLowerCase().slice(2)}`;

interface Card {
  readonly found: FoundDomain;
  readonly network: LabNetwork;
  readonly device: string;
}

/** As they are plugged now: the configuration may have another network for the next start. None where it has gone off. */
const liveCards = async ({ domain }: FoundDomain): Promise<readonly XmlNode[]> => {
  try {
    return all(await readXml(await domain.toXml()), 'devices/interface');
  } catch (error) {
    if (isLibvirtError(error, 'NO_DOMAIN')) return [];
    throw error;
  }
};

/**
 * libvirt does not put them back when a network was stopped and started, whoever did that, and takes an update of the
 * device with the same network for no change. What can be seen from here is that of this host.
 */
const loose = async (site: Site, here: Survey): Promise<readonly Card[]> => {
  const running = here.domains.filter((found) => found.mark?.lab === site.lab.name && !isOff(found));
  if (running.length === 0 || !isLocal(here.spec.uri)) return [];
  const networks = networksOn(site, here).filter(({ mode }) => mode !== 'bridge');
  const there = await links();
  const cards = await Promise.all(running.map(async (found) => ({ found, cards: await liveCards(found) })));
  return cards.flatMap(({ found, cards }) =>
    cards.flatMap((card) => {
      const mac = first(card, 'mac')?.attributes.address ?? '';
      const source = first(card, 'source')?.attributes.network;
      const network = networks.find((one) => networkName(site.lab, one) === source);
      const link = there.find((one) => isOfCard(one, mac));
      if (network === undefined || link?.ifname === undefined || link.master === network.bridge) return [];
      return [{ found, network, device: link.ifname }];
    }),
  );
};

const plug = ({ network, device }: Card): Promise<unknown> =>
  run(['ip', 'link', 'set', 'dev', device, 'master', network.bridge]);

/** After a network has been started anew. */
export const plugIn = async (site: Site, here: Survey, network: LabNetwork): Promise<void> => {
  for (const card of await loose(site, here)) if (card.network.name === network.name) await plug(card);
};

export const planCards = async (site: Site): Promise<readonly Change[]> => {
  const found = await Promise.all(
    site.surveys.map(async (here) =>
      (await loose(site, here)).map(
        (card): Change => ({
          item: itemOf(site, here, 'machine', card.found.name),
          action: 'change',
          what: `card ${card.device} back on ${card.network.bridge}`,
          disruption: 'live',
          after: [itemOf(site, here, 'network', card.network.name)],
          run: async () => void (await plug(card)),
        }),
      ),
    ),
  );
  return found.flat();
};
