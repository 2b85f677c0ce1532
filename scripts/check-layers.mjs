// Runs dependency-cruiser and fails where it cruised nothing: an unreadable
// TypeScript version makes it report success over 0 modules.
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const config = await extractConfig('./.dependency-cruiser.cjs');
const { output } = await cruise(
  ['src', 'lab'],
  { ruleSet: config, validate: true, ...config.options, outputType: 'json' },
  undefined,
  { tsConfig: extractTsConfig('tsconfig.json') },
);
const { modules, summary } = JSON.parse(output);
const own = modules.filter(({ source }) => /^(src|lab)\//.test(source)).length;
for (const { from, to, rule } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
const dependencies = modules.reduce((sum, { dependencies: all }) => sum + all.length, 0);
if (own === 0 || dependencies === 0) {
  console.error('dependency-cruiser read no modules or no dependencies: the check says nothing');
  process.exit(1);
}
console.log(`layers: ${own} modules, ${dependencies} dependencies, ${summary.violations.length} violations`);
process.exit(summary.violations.length > 0 ? 1 : 0);
