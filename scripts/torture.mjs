import './runtime-guard.mjs';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build-state.mjs';
import { runNode, toolFile } from './tools.mjs';

// npm run torture -- [--rounds N]: the e2e kills of the core between submit and sync, more often than npm test has time for.
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
if (!(await ensureBuilt())) process.exit(1);
const { code } = await runNode(
  [toolFile('@playwright/test', 'playwright'), 'test', '--project', 'browser-seat', 'core-killed'],
  { env: { TASHI_DESK_KILLS: values.rounds } },
);
process.exit(code);
