import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

const folder = join(root, 'node_modules', 'electron');

/** The Electron executable, or null where its runtime was never fetched. Only looks: importing electron would download it. */
export function findElectron() {
  try {
    const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    const present = readFileSync(join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return present === wanted && existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

export const electronInstaller = join(folder, 'install.js');
