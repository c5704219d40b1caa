import './runtime-guard.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build-state.mjs';
import { root } from './tools.mjs';

// npm run bench -- NAME [options] [--json FILE]: measures the built desk; see test/bench/README.md.
const folder = join(root, 'test', 'bench');
const [name, ...options] = process.argv.slice(2);
const file = join(folder, `${name}.bench.ts`);
if (name === undefined || !existsSync(file)) {
  const names = readdirSync(folder)
    .filter((entry) => entry.endsWith('.bench.ts'))
    .map((entry) => entry.replace('.bench.ts', ''));
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exit(2);
}
if (!(await ensureBuilt())) process.exit(1);
const { runBench } = await import(pathToFileURL(join(folder, 'run-bench.ts')).href);
const { bench } = await import(pathToFileURL(file).href);
await runBench(name, bench, options);
