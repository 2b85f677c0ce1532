/** Where everything of a topology stands: networks below each other, their clusters beside each other below them. */
import { type Topology, type TopologyCluster, type TopologyNetwork, titleOf } from './model.js';

/** In pixels. `character` is the width of one, in a monospaced font of 12 pixels; `cluster` is the least width, `widest` the most. */
export const sizes = { character: 7.25, line: 16, padding: 8, gap: 16, cluster: 250, widest: 480, columns: 4 } as const;

export interface Placed {
  readonly kind: 'outside' | 'host' | 'network' | 'cluster' | 'hub' | 'machine';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** What is inside of another comes after it. */
  readonly placed: readonly Placed[];
  /** Straight down. */
  readonly lines: readonly { readonly from: Point; readonly to: Point }[];
}

const heightOf = (lines: number): number => lines * sizes.line + sizes.padding;

const linesOf = ({ name, hub, fqdn, installedBy, facts }: TopologyCluster): readonly string[] => [
  titleOf(name, hub),
  fqdn,
  ...facts,
  ...(installedBy === undefined ? [] : [`installed by ${installedBy}`]),
];

const machineHeight = heightOf(2);
const clusterHeight = (cluster: TopologyCluster): number =>
  heightOf(linesOf(cluster).length) + cluster.machines.length * (machineHeight + sizes.padding);

/** All clusters are as wide as the one that says most: addresses of both families are long. */
const widthOf = (clusters: readonly TopologyCluster[]): number => {
  const needs = clusters.flatMap((cluster) => [
    ...linesOf(cluster).map(({ length }) => length * sizes.character + 2 * sizes.padding),
    ...cluster.machines.flatMap(({ name, detail }) =>
      [name, detail].map(({ length }) => length * sizes.character + 4 * sizes.padding),
    ),
  ]);
  return Math.ceil(Math.min(sizes.widest, Math.max(sizes.cluster, ...needs)));
};

const placeCluster = (cluster: TopologyCluster, { x, y }: Point, width: number): readonly Placed[] => {
  const lines = linesOf(cluster);
  const below = y + heightOf(lines.length);
  return [
    { kind: cluster.hub ? 'hub' : 'cluster', x, y, width, height: clusterHeight(cluster), lines },
    ...cluster.machines.map(({ name, detail }, index) => ({
      kind: 'machine' as const,
      x: x + sizes.padding,
      y: below + index * (machineHeight + sizes.padding),
      width: width - 2 * sizes.padding,
      height: machineHeight,
      lines: [name, detail],
    })),
  ];
};

const rowsOf = (clusters: readonly TopologyCluster[]): readonly (readonly TopologyCluster[])[] =>
  Array.from({ length: Math.ceil(clusters.length / sizes.columns) }, (_, row) =>
    clusters.slice(row * sizes.columns, (row + 1) * sizes.columns),
  );

interface Part {
  readonly placed: readonly Placed[];
  readonly lines: Layout['lines'];
  readonly bottom: number;
}

const placeNetwork = (
  { name, detail, gateway, clusters }: TopologyNetwork,
  at: Point,
  { inner: width, cluster: own }: { readonly inner: number; readonly cluster: number },
): Part => {
  const bar: Placed = {
    kind: 'network',
    ...at,
    width,
    height: heightOf(3),
    lines: [`network ${name}`, detail, gateway],
  };
  const placed: Placed[] = [bar];
  const lines: Layout['lines'][number][] = [];
  let bottom = at.y + bar.height;
  for (const [index, row] of rowsOf(clusters).entries()) {
    const y = bottom + sizes.gap;
    for (const [column, cluster] of row.entries()) {
      const x = at.x + column * (own + sizes.gap);
      placed.push(...placeCluster(cluster, { x, y }, own));
      // Rows below the first are of the same network, and have no room for lines of their own.
      if (index === 0) lines.push({ from: { x: x + 24, y: bottom }, to: { x: x + 24, y } });
    }
    bottom = y + Math.max(...row.map(clusterHeight));
  }
  return { placed, lines, bottom };
};

export const boxes = ({ hypervisors, balancer, bmc, networks }: Topology): Layout => {
  const columns = Math.max(2, ...networks.map(({ clusters }) => Math.min(sizes.columns, clusters.length)));
  const cluster = widthOf(networks.flatMap(({ clusters }) => clusters));
  const inner = columns * (cluster + sizes.gap) - sizes.gap;
  const width = inner + 4 * sizes.gap;
  const head = sizes.gap;
  const outside: readonly Placed[] =
    balancer === undefined
      ? []
      : [
          {
            kind: 'outside',
            x: 2 * sizes.gap,
            y: head,
            width: inner,
            height: heightOf(2),
            lines: [balancer, '443, 6443 and 80, by name, to the VIPs of each cluster'],
          },
        ];
  const top = outside.length === 0 ? head : head + heightOf(2) + sizes.gap;
  const hostLines = [hypervisors.join(', '), `BMC of every machine: ${bmc}`];
  const parts: Part[] = [];
  for (const network of networks) {
    const y = (parts.at(-1)?.bottom ?? top + heightOf(hostLines.length)) + sizes.gap;
    parts.push(placeNetwork(network, { x: 2 * sizes.gap, y }, { inner, cluster }));
  }
  const bottom = (parts.at(-1)?.bottom ?? top) + sizes.gap;
  const host: Placed = {
    kind: 'host',
    x: sizes.gap,
    y: top,
    width: width - 2 * sizes.gap,
    height: bottom - top,
    lines: hostLines,
  };
  const entry = { x: 2 * sizes.gap + 24, y: head + heightOf(2) };
  return {
    width,
    height: bottom + sizes.gap,
    placed: [...outside, host, ...parts.flatMap(({ placed }) => placed)],
    lines: [
      ...(outside.length === 0 ? [] : [{ from: entry, to: { x: entry.x, y: top } }]),
      ...parts.flatMap(({ lines }) => lines),
    ],
  };
};
