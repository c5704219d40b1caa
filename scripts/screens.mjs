import './runtime-guard.mjs';
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build-state.mjs';
import { root } from './tools.mjs';

if (!(await ensureBuilt())) process.exit(1);
const cli = 'node_modules/@playwright/test/cli.js';
const { status } = spawnSync(process.execPath, [cli, 'test', '--config', 'playwright.screens.config.ts'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
