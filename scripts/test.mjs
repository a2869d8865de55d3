import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { announce, installed, must, ROOT, run } from './steps.mjs';

/** Everything that must hold, from the cheapest check to the dearest. */
await ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');
const environment = { CHROMIUM_PATH: await ensureChromium() };

announce('Lint and format');
await must(installed('biome'), ['check', '--error-on-warnings', '.']);
await build();
announce('Dependency directions and cycles');
await must(installed('depcruise'), [
  '--config',
  '.dependency-cruiser.cjs',
  'packages',
  'examples',
  'e2e',
  'bench',
]);

const reports = mkdtempSync(join(tmpdir(), 'throughline-reports-'));
const count = { passed: 0, failed: 0 };
const failures = [];
for (const project of ['unit', 'integration', 'e2e']) {
  announce(`Tests: ${project}`);
  const report = join(reports, `${project}.json`);
  const code = await run(
    installed('vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { environment },
  );
  const results = JSON.parse(readFileSync(report, 'utf8'));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = results;
  failures.push(...failuresOf(results));
  count.passed += numPassedTests;
  // A file that fails before its tests, or an error outside any test, fails no test of its own: it counts as one.
  count.failed += numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites));
}
rmSync(reports, { recursive: true });
// Said last and together: what failed is otherwise thousands of lines above, or cut off.
for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`);
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);

/** What failed, a text each: the test's file and name, and the beginning of why. */
function failuresOf({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.slice(ROOT.length);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${file}\n${beginning(message)}`] : [];
    return failed.map((test) => `${file} > ${test.fullName}\n${beginning(test.failureMessages.join('\n'))}`);
  });
}

/** The first lines of a message. */
function beginning(message) {
  return message.split('\n').slice(0, 12).join('\n');
}
