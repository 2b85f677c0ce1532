// Puts the package's code together: `dist` has each entry of package.json where
// its source is, and what they share in `dist/chunks`. A few files instead of a
// thousand are what lets a command begin at once; that is why most of what
// others wrote is in them, too, with its licences beside it. Declarations are
// tsc's work (`npm run build`).
//
// Takes a second, so the tests have it done before each run rather than ask
// how old the programs are that they start.
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = ['src/cli/redfish-emu', 'lab/cli/lab'];
const entries = [...commands, 'lab/host/supervisor', 'src/index', 'src/libvirt/index', 'lab/index'];

/** They find files of their own at run time, by where they lie. */
const external = ['bcryptjs', 'pino', 'pino-http'];

/** What is in a bundle of others, by its folder: `node_modules/yaml`. */
const foreign = (inputs) =>
  [...new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))].sort();

const licenceOf = async (folder) => {
  const { name, version, license } = JSON.parse(await readFile(`${root}/${folder}/package.json`, 'utf8'));
  const files = (await readdir(`${root}/${folder}`)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(`${root}/${folder}/${file}`, 'utf8')));
  return [`${name} ${version}, ${license}`, ...texts.map((text) => text.trim())].join('\n\n');
};

export default async function bundle() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((path) => `${path}.ts`),
    outbase: '.',
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    external,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // What CommonJS among the dependencies asks for.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  const parts = foreign(Object.keys(metafile.inputs));
  await writeFile(`${root}/dist/licences.txt`, `${(await Promise.all(parts.map(licenceOf))).join('\n\n---\n\n')}\n`);
  for (const command of commands) await chmod(`${root}/dist/${command}.js`, 0o755);
  for (const name of await readdir(`${root}/dist/chunks`))
    if (!(`dist/chunks/${name}` in metafile.outputs)) await rm(`${root}/dist/chunks/${name}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
