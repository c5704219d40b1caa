import './runtime-guard.mjs';
import { join } from 'node:path';
import { ensureBuilt } from './build-state.mjs';
import { root, runNode, toolFile } from './tools.mjs';

/** Those of the end-to-end tests whose states belong in the folder; what they look at is pictured on the way. */
const alsoPictured = [
  ...['attachments', 'coach', 'exam', 'off-hours', 'outbox', 'reading-drill', 'role-play', 'score-sheet'],
  ...['task-hand-over', 'team-tickets', 'ticket-additions', 'ticket-form', 'training-file', 'week-offline'],
].map((name) => `/${name}.spec.ts`);

if (!(await ensureBuilt())) process.exit(1);
const playwright = [toolFile('@playwright/test', 'playwright'), 'test'];
const walked = await runNode([...playwright, '--config', 'playwright.screens.config.ts']);
const tested = await runNode([...playwright, '--project=browser-seat', '--workers=1', ...alsoPictured], {
  env: { TASHI_DESK_PICTURES: join(root, 'docs/screens') },
});
process.exit(walked.code || tested.code);
