import type { Site } from '../kinds/site.js';
import { capacityProblems } from '../operate/capacity.js';
import { portProblems } from '../operate/ports.js';
import type { Change } from '../plan/change.js';
import type { LoadedLab } from '../spec/load.js';
import type { LabMachine } from '../spec/types.js';
import { CommandError } from './output.js';

const grows = ({ item, action }: Change): boolean =>
  (action === 'create' || action === 'change') && /^(machine|volume|network)\//.test(item);

/**
 * Throws `CommandError` where a host cannot hold what these changes lead to, or somebody else has the ports of services
 * that they start. A lab that stands is not looked at.
 */
export const mustFit = async (
  site: Site,
  { describe }: LoadedLab,
  { changes, machines }: { readonly changes: readonly Change[]; readonly machines: readonly LabMachine[] | undefined },
): Promise<void> => {
  const problems = changes.some(grows) ? await capacityProblems(site, machines) : [];
  if (problems.length > 0) throw new CommandError(problems.map(describe).join('\n'));
  const taken = await portProblems(site, changes);
  if (taken.length > 0) throw new CommandError(taken.join('\n'));
};
