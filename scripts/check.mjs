import './runtime-guard.mjs';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runNode, toolFile } from './tools.mjs';

/**
 * npm run check: everything that can be said about the source without building it.
 *   --without unit,types   leaves steps out
 *   --json FILE            writes { passed, failed } for a caller
 */
const { values } = parseArgs({ options: { without: { type: 'string' }, json: { type: 'string' } } });
const left = new Set((values.without ?? '').split(','));

// Longest first: two run side by side.
const steps = [
  {
    name: 'lint',
    args: [
      toolFile('eslint'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location',
      'node_modules/.cache/eslint',
    ],
  },
  { name: 'types', args: ['scripts/typecheck.mjs'] },
  { name: 'unit', args: [toolFile('vitest'), 'run', '--project', 'unit', '--reporter', 'dot'] },
  { name: 'format', args: [toolFile('prettier'), '--check', '--log-level', 'warn', '--cache', '.'] },
  {
    name: 'layers',
    args: [
      toolFile('dependency-cruiser', 'depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'src',
      'server',
      'scripts',
    ],
  },
  { name: 'content', args: ['scripts/check-content.ts'] },
  { name: 'dead exports', args: ['scripts/dead-exports.mjs'] },
  { name: 'licences', args: ['scripts/third-party.mjs', '--check'] },
].filter(({ name }) => !left.has(name));

const startedAt = performance.now();
const waiting = [...steps];
const failed = [];

async function lane() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const { code, output, seconds } = await runNode(step.args, { quiet: true });
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name} (${seconds.toFixed(1)} s)`);
    if (code === 0) continue;
    failed.push(step.name);
    console.log(output.trimEnd());
  }
}
await Promise.all([lane(), lane()]);

if (values.json)
  writeFileSync(values.json, JSON.stringify({ passed: steps.length - failed.length, failed: failed.length }));
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
  failed.length === 0
    ? `All ${steps.length} checks passed in ${seconds} s.`
    : `Failed: ${failed.join(', ')} (${seconds} s).`,
);
process.exit(failed.length === 0 ? 0 : 1);
