// Writes every file, or part of one, that is made from something else in this repository.
// With --check it writes nothing, names what has drifted, and fails.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { optionsMarkdown } from '../src/cli/config/document.js';
import { configSchema } from '../src/cli/config/schema.js';
import { labTypes } from './lab-types.js';

interface Target {
  readonly path: string;
  /** The whole file, from what is there now. */
  readonly content: (present: string) => string | Promise<string>;
}

const targets: readonly Target[] = [
  { path: 'schemas/config.schema.json', content: () => JSON.stringify(configSchema()) },
  { path: 'lab/spec/document.generated.ts', content: () => labTypes(read('schemas/lab.schema.json')) },
  { path: 'docs/configuration.md', content: (present) => between(present, 'options', optionsMarkdown()) },
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
for (const { path, content } of targets) {
  const present = read(path);
  const wanted = formatted(path, await content(present));
  if (wanted === present) continue;
  if (!check) writeFileSync(path, wanted);
  drifted.push(path);
}
for (const path of drifted) console.log(check ? `drifted: ${path} (npm run generate)` : `wrote ${path}`);
if (check) console.log(`${targets.length} generated files, ${drifted.length} drifted`);
process.exitCode = check && drifted.length > 0 ? 1 : 0;
