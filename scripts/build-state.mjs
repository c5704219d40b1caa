import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, toolFile } from './tools.mjs';

const sources = [
  'src',
  'server',
  'locales',
  'resources/public',
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
];
/** Written last by a build. */
const proof = 'out/renderer/index.html';

/** Builds out/ when it is missing or older than its sources. Answers whether there is a build to run. */
export async function ensureBuilt({ always = false, quiet = true } = {}) {
  if (!always && isFresh()) return true;
  if (quiet) console.log('Building Tashi Desk …');
  const { code, output } = await runNode([toolFile('electron-vite'), 'build'], { quiet });
  if (code !== 0) console.error(output);
  return code === 0;
}

function isFresh() {
  const builtAt = changedAt(join(root, proof));
  return builtAt > 0 && sources.every((source) => newestIn(join(root, source)) <= builtAt);
}

/** Folders count too: a deleted file changes its folder. */
function newestIn(path) {
  const own = changedAt(path);
  if (own === 0 || !statSync(path).isDirectory()) return own;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), own);
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
