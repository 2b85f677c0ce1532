import { boxes, type Placed, sizes } from './layout.js';
import type { Topology } from './model.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
    text { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; fill: #1f2328; }
    .strong { font-weight: bold; }
    rect { fill: #ffffff; stroke: #57606a; rx: 4px; }
    .host { fill: #f6f8fa; }
    .network { fill: #ddf4ff; stroke: #0969da; }
    .hub { fill: #fff8c5; stroke: #9a6700; }
    .machine { fill: #ffffff; stroke: #d0d7de; }
    .outside { fill: #dafbe1; stroke: #1a7f37; }
    path { fill: none; stroke: #57606a; }`;

/** A line that is too long for its box is cut; the whole of it is its title. */
const line = (text: string, x: number, y: number, width: number, strong: boolean): string => {
  const room = Math.floor(width / sizes.character);
  const shown = text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text;
  const title = shown === text ? '' : `<title>${escaped(text)}</title>`;
  return `<text x="${x}" y="${y}"${strong ? ' class="strong"' : ''}>${title}${escaped(shown)}</text>`;
};

const box = ({ kind, x, y, width, height, lines }: Placed): readonly string[] => [
  `  <rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}"/>`,
  ...lines.map(
    (text, index) =>
      `  ${line(text, x + sizes.padding, y + sizes.line * (index + 1), width - 2 * sizes.padding, index === 0 && kind !== 'machine')}`,
  ),
];

/** A picture that needs no other file, with all its text as text (w3.org, SVG 2). */
export const topologySvg = (topology: Topology): string => {
  const { width, height, placed, lines } = boxes(topology);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `  <title>Topology of the lab ${escaped(topology.name)}</title>`,
    `  <style>${style}\n  </style>`,
    ...placed.flatMap(box),
    ...lines.map(({ from, to }) => `  <path d="M${from.x} ${from.y}V${to.y}"/>`),
    '</svg>',
  ].join('\n');
};
