// Writes every file, or part of one, that is made from something else in this repository.
// With --check it writes nothing, names what has drifted, and fails.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { presetText } from '../lab/presets.js';
import { loadLab } from '../lab/spec/load.js';
import { topologyFiles } from '../lab/topology/files.js';
import { topologyMermaid } from '../lab/topology/mermaid.js';
import { topologyOf } from '../lab/topology/model.js';
import { optionsMarkdown } from '../src/cli/config/document.js';
import { configSchema } from '../src/cli/config/schema.js';
import { labTypes } from './lab-types.js';
import { labValidator } from './lab-validator.js';

interface Target {
  readonly path: string;
  /** The whole file, from what is there now. */
  readonly content: (present: string) => string | Promise<string>;
  /** No kind of file that Biome formats. */
  readonly asIs?: true;
}

/** The lab that the documentation is about. */
const lab = () => loadLab(presetText('hub-and-two-spokes'), 'lab.yaml').lab;
const picture = () => topologyFiles(lab()).find(({ path }) => path.endsWith('.svg'))?.text ?? '';
const chart = () => `\`\`\`mermaid\n${topologyMermaid(topologyOf(lab()))}\n\`\`\``;

const targets: readonly Target[] = [
  { path: 'schemas/config.schema.json', content: () => JSON.stringify(configSchema()) },
  { path: 'lab/spec/document.generated.ts', content: () => labTypes(read('schemas/lab.schema.json')) },
  { path: 'lab/spec/validate.generated.ts', content: () => labValidator(read('schemas/lab.schema.json')), asIs: true },
  { path: 'docs/configuration.md', content: (present) => between(present, 'options', optionsMarkdown()) },
  { path: 'docs/lab-topology.svg', content: picture, asIs: true },
  { path: 'docs/lab.md', content: (present) => between(present, 'topology', chart()), asIs: true },
];

/** As Biome wants it, so that its check has nothing to say. */
const formatted = (path: string, content: string) =>
  execFileSync('node_modules/.bin/biome', ['format', `--stdin-file-path=${path}`], {
    input: content,
    encoding: 'utf8',
  });

/** `present` with what stands between `<!-- name:begin -->` and `<!-- name:end -->` replaced. */
function between(present: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [present.indexOf(begin), present.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no ${begin} ... ${end}`);
  return `${present.slice(0, from + begin.length)}\n\n${content}\n\n${present.slice(to)}`;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

process.chdir(new URL('..', import.meta.url).pathname);
const check = process.argv.includes('--check');
const drifted: string[] = [];
for (const { path, content, asIs } of targets) {
  const present = read(path);
  const made = await content(present);
  const wanted = asIs ? made : formatted(path, made);
  if (wanted === present) continue;
  if (!check) writeFileSync(path, wanted);
  drifted.push(path);
}
for (const path of drifted) console.log(check ? `drifted: ${path} (npm run generate)` : `wrote ${path}`);
if (check) console.log(`${targets.length} generated files, ${drifted.length} drifted`);
process.exitCode = check && drifted.length > 0 ? 1 : 0;
