import './runtime-guard.mjs';
import { runNode, toolFile } from './tools.mjs';

const projects = ['shared', 'node', 'web'];
const results = await Promise.all(
  projects.map((project) => runNode([toolFile('typescript', 'tsc'), '--pretty', 'false', '-p', `tsconfig.${project}.json`], { quiet: true })),
);
for (const { output } of results) process.stdout.write(output);
process.exit(results.some(({ code }) => code !== 0) ? 1 : 0);
