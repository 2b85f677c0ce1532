/** Labs that come with the package: each a complete document to begin with. */
import { packaged } from '../src/package.js';

export const presets = {
  'hub-and-two-spokes': 'a hub and two spokes of three masters each, on one network behind one address',
  regions: 'a hub, and clusters in two regions with a network each',
  'management-and-applications': 'a management cluster, production with workers and storage, and staging; scaled down',
  'regional-platform': 'per region one regional cluster and its management clusters, on private networks',
  'edge-sites': 'a hub, a site of three nodes, and two sites of a single node',
} as const;
export type PresetName = keyof typeof presets;

export const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);

const relative = '$schema=../../schemas/lab.schema.json';

/** Its text, with the path of the installed schema for editors to complete it by. */
export const presetText = (name: PresetName): string =>
  packaged(`lab/presets/${name}.yaml`).text.replace(relative, `$schema=${packaged('schemas/lab.schema.json').path}`);
