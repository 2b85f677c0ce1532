/** Puts back what rehearsals owe. */
import type { Site } from '../kinds/site.js';
import { type PlacedMachine, placed } from '../operate/machines.js';
import type { LabMachine } from '../spec/types.js';
import type { Bmc } from './bmc.js';
import { renewDisks, whyNotOurs } from './disks.js';
import type { Debts } from './journal.js';
import { giveBack } from './stand-ins.js';

/** Milliseconds for a BMC that is asked to put something back. */
const patience = 120_000;

export const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const switchOff = async (bmc: Bmc, images: readonly string[]): Promise<void> => {
  const signal = AbortSignal.timeout(patience);
  // An insertion that is still on its way is given up by it, too.
  await bmc.eject().catch(() => {});
  if ((await bmc.power(signal)) !== 'Off') await bmc.reset('ForceOff', 'Off', signal);
  const { image: left } = await bmc.media(signal);
  if (left !== undefined && images.includes(left)) await bmc.eject();
  if ((await bmc.override(signal)) !== 'Disabled') await bmc.bootOnce('Disabled');
};

/**
 * Whether a machine that an earlier rehearsal left is still as it left it. Somebody may have installed it since: then it
 * is theirs.
 */
const isStillOurs = async (site: Site, one: PlacedMachine, debts: Debts, bmc: Bmc): Promise<boolean> => {
  const { image } = await bmc.media(AbortSignal.timeout(patience));
  if (image !== undefined && debts.images.includes(image)) return true;
  return debts.written.includes(one.machine.uuid) && (await whyNotOurs(site, one)) === undefined;
};

/**
 * Everything is tried; gives what could not be done, a sentence each. `earlier`: of a rehearsal that was killed, however
 * long ago.
 */
export const settle = async (
  site: Site,
  debts: Debts,
  bmcOf: (machine: LabMachine) => Bmc,
  earlier: boolean,
): Promise<readonly string[]> => {
  const { touched, written, borrowed, images } = debts;
  const problems: string[] = [];
  const attempt = async (what: string, deed: () => Promise<unknown>): Promise<void> => {
    await deed().catch((error: unknown) => void problems.push(`${what}: ${describe(error)}`));
  };
  const known = site.lab.machines.filter(({ uuid }) => touched.includes(uuid));
  for (const uuid of touched)
    if (!known.some((machine) => machine.uuid === uuid))
      problems.push(
        `${uuid}, which was rehearsed, is no longer in the document: see that it does not run with the probe`,
      );
  await Promise.all(
    known.map((machine) =>
      attempt(machine.name, async () => {
        const [one] = placed(site, [machine]);
        if (one === undefined || (earlier && !(await isStillOurs(site, one, debts, bmcOf(machine))))) return;
        await switchOff(bmcOf(machine), images);
        if (written.includes(machine.uuid)) await renewDisks(site, one);
      }),
    ),
  );
  for (const one of borrowed) await attempt(one.address, () => giveBack(one));
  return problems;
};
