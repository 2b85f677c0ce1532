import { readFile } from 'node:fs/promises';
import { type Holder, holdersOf, listHolders, nameOf, needs } from '../host/ports.js';
import { isInstalled, run } from '../host/run.js';
import { networkName, type Site } from '../kinds/site.js';
import type { Change } from '../plan/change.js';
import type { Lab } from '../spec/types.js';

const wordsOf = async (pid: string): Promise<string> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();

/** UDP on all addresses leaves room for one of them. */
const isInTheWay = ({ protocol, address }: Holder): boolean => protocol === 'tcp' || address !== '*';

/** libvirt's dnsmasq (by its command line) of a network that the plan changes: it leaves port 53 to the lab's names. */
export const givesWay = (lab: Lab, changes: readonly Pick<Change, 'item'>[], words: string): boolean =>
  lab.networks.some(
    (network) =>
      words.split(' ').some((word) => word.endsWith(`/dnsmasq/${networkName(lab, network)}.conf`)) &&
      changes.some(({ item }) => item.split('@')[0] === `network/${network.name}`),
  );

/**
 * Ports that services are about to take and somebody else has, another lab most of all. Programs would not always
 * notice: HAProxy shares its ports with whoever else does (SO_REUSEPORT), and every second connection would go astray.
 */
export const portProblems = async ({ lab, host }: Site, changes: readonly Change[]): Promise<readonly string[]> => {
  const begun = changes.flatMap(({ item, action }) => (action === 'remove' ? [] : [item]));
  const wanted = needs(
    lab,
    begun.flatMap((item) => /^service\/(.*)$/.exec(item)?.[1] ?? []),
  );
  if (wanted.length === 0 || !(await isInstalled('ss'))) return [];
  const listed = await run(listHolders);
  const found = await Promise.all(
    wanted.map(async (need) => {
      for (const holder of holdersOf(need, listed).filter(isInTheWay)) {
        const { program, pid } = holder;
        // Only root sees whose it is.
        if (program === undefined || pid === undefined) continue;
        const words = await wordsOf(pid);
        if (words.includes(`${host.dir}/`) || givesWay(lab, changes, words)) continue;
        return [
          `${nameOf(need)}, which ${need.who} of the lab ${lab.name} needs, is held by process ${pid} (${words || program}): ` +
            'give the lab another address or port, or stop that program',
        ];
      }
      return [];
    }),
  );
  return [...new Set(found.flat())];
};
