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
// A file that throws while it is loaded has no tests to its name: it counts as one failure.
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = report.numFailedTests + broken;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
