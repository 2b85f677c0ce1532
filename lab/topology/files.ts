import { fileOf, type RenderedFile } from '../manifests/files.js';
import type { Lab } from '../spec/types.js';
import { topologyMermaid } from './mermaid.js';
import { topologyOf } from './model.js';
import { topologySvg } from './svg.js';

/** Pictures of a lab: for a page that draws Mermaid, and as an image. */
export const topologyFiles = (lab: Lab): readonly RenderedFile[] => {
  const topology = topologyOf(lab);
  const scope = 'topology';
  return [
    fileOf(lab, { path: 'topology.mmd', scope, kind: 'mmd', body: topologyMermaid(topology) }),
    fileOf(lab, { path: 'topology.svg', scope, kind: 'svg', body: topologySvg(topology) }),
  ];
};
