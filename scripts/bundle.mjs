// Puts the package's code together: `dist` has each entry of package.json where
// its source is, and what they share in `dist/chunks`. A few files instead of
// some hundred are what lets a command begin at once. What others wrote stays
// in node_modules, and declarations are tsc's work (`npm run build`).
//
// Takes a second, so the tests have it done before each run rather than ask
// how old the programs are that they start.
import { chmod, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = ['src/cli/redfish-emu', 'lab/cli/lab'];
const entries = [...commands, 'lab/host/supervisor', 'src/index', 'src/libvirt/index', 'lab/index'];

export default async function bundle() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((path) => `${path}.ts`),
    outbase: '.',
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  for (const command of commands) await chmod(`${root}/dist/${command}.js`, 0o755);
  for (const name of await readdir(`${root}/dist/chunks`))
    if (!(`dist/chunks/${name}` in metafile.outputs)) await rm(`${root}/dist/chunks/${name}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
