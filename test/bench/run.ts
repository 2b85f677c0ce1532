/**
 * `npm run bench [reading] [power] [media] [lab]`: figures of the built service over a real libvirtd of its own. Everything is
 * a ratio within this run, or a count. Ends with status 1 where a mark is missed. With SUSHY_TOOLS=FOLDER also
 * `incumbent`: side by side with sushy-emulator.
 */
import { startLibvirtd } from '../helpers/libvirtd.js';
import { run } from '../helpers/run.js';
import { incumbent } from './incumbent.js';
import { creating } from './lab.js';
import type { Figure } from './mark.js';
import { inserting } from './media.js';
import { power } from './power.js';
import { reading } from './reading.js';

await run(['npm', 'run', '--silent', 'bundle']);
const libvirtd = await startLibvirtd();
const wanted = process.argv.slice(2);
const figures: Figure[] = [];
try {
  const { SUSHY_TOOLS } = process.env;
  const benches = [reading(libvirtd), power(libvirtd), inserting(libvirtd), creating(libvirtd)];
  if (SUSHY_TOOLS !== undefined) benches.push(incumbent(libvirtd, SUSHY_TOOLS));
  for (const bench of benches) {
    if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
    console.log(`${bench.name}:`);
    figures.push(...(await bench.run()));
  }
} finally {
  await libvirtd.stop();
}
console.log('');
for (const { what, measured, wanted: mark, holds } of figures) {
  console.log(`${holds ? 'ok    ' : 'MISSED'}  ${what}: ${measured} (${mark})`);
}
process.exit(figures.every(({ holds }) => holds) ? 0 : 1);
