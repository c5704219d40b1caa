import './runtime-guard.mjs';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build-state.mjs';
import { runNode, toolFile } from './tools.mjs';

// npm run torture -- [--rounds N]: kill -9 far more often than npm test has time for, of the core between submit and sync
// and of the central server on PostgreSQL while desks push.
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
if (!(await ensureBuilt())) process.exit(1);
const core = await runNode(
  [toolFile('@playwright/test', 'playwright'), 'test', '--project', 'browser-seat', 'core-killed'],
  { env: { TASHI_DESK_KILLS: values.rounds } },
);
// With CI=true a suite that is left out, because there is no PostgreSQL here, is a failure.
const server = await runNode([toolFile('vitest'), 'run', '--project', 'integration', 'server/killed'], {
  env: { TASHI_SERVER_KILLS: values.rounds, CI: 'true' },
});
process.exit(core.code || server.code);
