import './runtime-guard.mjs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// node scripts/run-ts.mjs FILE [arguments]: Node 24 strips the types by itself; this only adds the line for older ones.
const file = process.argv[2];
if (file === undefined) {
  console.error('run-ts takes the TypeScript file to run.');
  process.exit(2);
}
process.argv.splice(1, 1);
process.argv[1] = resolve(file);
await import(pathToFileURL(process.argv[1]).href);
