import './runtime-guard.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build-state.mjs';
import { findElectron } from './electron-runtime.mjs';
import { canIsolate, inOwnNetwork } from './own-network.mjs';
import { findChromium, interopSuites, provideSystemParts } from './system-parts.mjs';
import { run, runNode, toolFile } from './tools.mjs';
import { readPlaywright, readVitest } from './what-failed.mjs';

/**
 * npm test: sets up what the tests need, runs every suite, and closes with one plain line of counts. With CI=true a suite
 * that is left out is a failure; the one exemption is the e2e project `electron` where no Electron runtime exists.
 */
const isCi = process.env.CI === 'true';
const reports = mkdtempSync(join(tmpdir(), 'tashi-desk-reports-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const said = { failed: [], again: [] };

function add({ passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/** Said again at the end: a long log is often kept from its end only. */
function remember({ failed, again }) {
  said.failed.push(...failed);
  said.again.push(...again);
}

function heading(text) {
  console.log(`\n── ${text}`);
}

function leaveOut(suites, command, isExempt = false) {
  console.log(`Left out: ${suites}. To enable: ${command}`);
  if (isCi && !isExempt) add({ failed: 1 });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A suite that ended badly without saying so in its counts (it could not start, say) counts as one failure. */
function settle(code, counts, maySkip = false) {
  add(counts);
  if (code !== 0 && (counts.failed ?? 0) === 0) add({ failed: 1 });
  if (isCi && !maySkip && (counts.skipped ?? 0) > 0) {
    console.log(`${counts.skipped} skipped: with CI=true that is a failure.`);
    add({ failed: 1 });
  }
}

/** @param wrap what to start instead of the plain command line */
async function vitest(project, wrap = ([file, ...args]) => ({ file, args })) {
  heading(project);
  const report = join(reports, `${project}.json`);
  const { file, args } = wrap([
    ...[process.execPath, toolFile('vitest'), 'run', '--project', project],
    ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
  ]);
  const { code } = await run(file, args);
  const found = readReport(report) ?? {};
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = found;
  remember(readVitest(found));
  settle(code, { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests });
}

/** Real SIP peers, with fixed ports: only in a network of the test's own. */
async function interop() {
  if (missing.some(({ suites }) => suites === interopSuites) || findChromium() === null) return;
  if (canIsolate()) return vitest('interop', inOwnNetwork);
  leaveOut(`${interopSuites} (a network of its own takes root on Linux)`, 'sudo npm test');
}

async function check() {
  heading('check');
  const report = join(reports, 'check.json');
  const { code } = await runNode(['scripts/check.mjs', '--without', 'unit', '--json', report]);
  settle(code, readReport(report) ?? {});
}

async function e2e() {
  heading('e2e');
  if (findElectron() === null) leaveOut('e2e project electron (no Electron runtime)', 'npm run electron:install', true);
  if (findChromium() === null) return;
  const report = join(reports, 'e2e.json');
  const { code } = await runNode([toolFile('@playwright/test', 'playwright'), 'test', '--reporter', 'list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const found = readReport(report) ?? {};
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = found.stats ?? {};
  remember(readPlaywright(found));
  // Some tests are for one of the two shells: kills of the core have no place where the core is the app.
  settle(code, { passed: expected + flaky, failed: unexpected, skipped }, true);
}

const missing = provideSystemParts();
for (const { suites, command } of missing) leaveOut(suites, command);
heading('build');
if (await ensureBuilt({ always: true, quiet: true })) {
  await check();
  await vitest('unit');
  await vitest('integration');
  await e2e();
  await interop();
} else {
  add({ failed: 1 });
}
rmSync(reports, { recursive: true, force: true });
for (const { name, why } of said.again) console.log(`\nPassed only at the second try: ${name}\n  ${why}`);
for (const { name, why } of said.failed) console.log(`\nFailed: ${name}\n  ${why}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
