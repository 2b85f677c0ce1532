import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStringPromise } from 'xml2js';
import { labs } from '../../test/helpers/labs.js';
import { isPreset, presets, presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { boxes, type Placed } from './layout.js';
import { topologyMermaid } from './mermaid.js';
import { topologyOf } from './model.js';
import { topologySvg } from './svg.js';

const names = Object.keys(presets).filter(isPreset);

it.each(names)('both pictures of %s name every machine, cluster and network', async (name) => {
  const { lab } = loadLab(presetText(name), name);
  const mermaid = topologyMermaid(topologyOf(lab));
  const svg = topologySvg(topologyOf(lab));
  await parseStringPromise(svg);
  const words = [
    ...lab.machines.map((machine) => machine.name),
    ...lab.machines.flatMap(({ nics }) => nics[0]?.addresses ?? []),
    ...lab.clusters.flatMap(({ fqdn, apiVips }) => [fqdn, ...apiVips]),
    ...lab.networks.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr.text)),
    ...(lab.loadBalancer ? [lab.loadBalancer.address] : []),
  ];
  for (const word of words) expect([mermaid.includes(word), svg.includes(word)]).toEqual([true, true]);
  const spokes = lab.clusters.filter(({ install }) => install === 'acm').length;
  expect(mermaid.split('-. installs .->')).toHaveLength(spokes + 1);
});

const inside = (inner: Placed, outer: Placed): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const apart = (one: Placed, other: Placed): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y;

it('no two boxes overlap but one in the other, and all are in the picture', () => {
  fc.assert(
    fc.property(labs, (text) => {
      const { width, height, placed } = boxes(topologyOf(loadLab(text, 'x').lab));
      const picture: Placed = { kind: 'host', x: 0, y: 0, width, height, lines: [] };
      expect(placed.filter((one) => !inside(one, picture))).toEqual([]);
      const clashes = placed.flatMap((one, index) =>
        placed.slice(index + 1).filter((other) => !apart(one, other) && !inside(other, one)),
      );
      expect(clashes).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('has room for the addresses of both families, and the role behind them', () => {
  const text = presetText('edge-sites').replace('"fd00:153::/64"', '"2001:db8:1530:1111::/64"');
  const svg = topologySvg(topologyOf(loadLab(text, 'x').lab));
  expect(svg).toContain('>192.168.153.20, 2001:db8:1530:1111::20, single</text>');
  expect(svg).not.toContain('…');
});

it('knows the address of a node whose first card is in another network than its cluster', () => {
  const text = presetText('edge-sites').replace('master: {', 'master: { networks: [site-1, core],');
  const mermaid = topologyMermaid(topologyOf(loadLab(text, 'x').lab));
  expect(mermaid).toContain('hub-master-0<br/>192.168.150.20, master');
});
