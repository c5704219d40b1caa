import './runtime-guard.mjs';
import { ensureBuilt } from './build-state.mjs';
import { inOwnNetwork } from './own-network.mjs';
import { run, toolFile } from './tools.mjs';

// npm run interop [-- options of vitest]: real SIP peers around the built desk, in a network of their own.
if (!(await ensureBuilt())) process.exit(1);
const command = inOwnNetwork([
  process.execPath,
  toolFile('vitest'),
  'run',
  '--project',
  'interop',
  ...process.argv.slice(2),
]);
process.exitCode = (await run(command.file, command.args)).code;
