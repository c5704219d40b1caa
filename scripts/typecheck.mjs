import './runtime-guard.mjs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, toolFile } from './tools.mjs';

// What was found last time lies beside the packages, so that only what changed is looked at again.
const cache = join(root, 'node_modules', '.cache', 'tsc');
mkdirSync(cache, { recursive: true });

const projects = ['node', 'web', 'e2e', 'shared'];
const results = await Promise.all(
  projects.map((project) =>
    runNode(
      [
        toolFile('typescript', 'tsc'),
        ...['--pretty', 'false', '-p', `tsconfig.${project}.json`],
        ...['--incremental', '--tsBuildInfoFile', join(cache, `${project}.tsbuildinfo`)],
      ],
      { quiet: true },
    ),
  ),
);
for (const { output } of results) process.stdout.write(output);
process.exit(results.some(({ code }) => code !== 0) ? 1 : 0);
