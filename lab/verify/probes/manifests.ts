import { compare } from '../../files/directory.js';
import { fail, type Probe, pass, type Result, type Subject, skip } from '../probe.js';

const shown = 3;

const manifests = ({ lab, manifests: wanted }: Subject): readonly Result[] => {
  if (wanted === undefined) return [skip('', '--manifests names no directory')];
  const { dir, renderings, isStale } = wanted;
  const [best] = renderings
    .map(({ name, files }) => ({ name, ...compare(dir, lab.name, files, isStale) }))
    .toSorted((one, other) => one.changes.length - other.changes.length);
  if (best === undefined) return [fail(dir, 'nothing can be rendered of this lab', 'lab render tells why')];
  const { changes, unchanged, name } = best;
  if (changes.length === 0) return [pass(dir, `${unchanged} files as rendered now (${name})`)];
  const some = changes
    .slice(0, shown)
    .map(({ path, change }) => `${path} ${change === 'removed' ? 'stale' : change === 'new' ? 'missing' : 'differs'}`);
  const rest = changes.length > shown ? `, and ${changes.length - shown} more` : '';
  return [fail(dir, `${some.join(', ')}${rest}`, `lab render --to ${dir} writes them anew`)];
};

export const manifestProbes: readonly Probe[] = [
  {
    id: 'manifests.equal',
    phase: 'host',
    scope: 'cluster',
    what: 'rendered manifests are those of the lab',
    run: manifests,
  },
];
