// closing-line.mjs REPORT: prints `N passed, N failed[, N skipped]` from vitest's JSON report, and
// fails where a test did, where a file could not be loaded, or where no test ran at all.
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
if (text === '') {
  console.error('vitest ended before it wrote its report');
  process.exit(1);
}
const report = JSON.parse(text);
const passed = report.numPassedTests;
const skipped = report.numPendingTests + report.numTodoTests;
// A file that fails outside of its tests, as while it is loaded, counts as one failure.
const isBroken = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
const broken = report.testResults.filter(isBroken).length;
const failed = report.numFailedTests + broken;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
