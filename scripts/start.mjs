import './runtime-guard.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-state.mjs';
import { findElectron } from './electron-runtime.mjs';
import { root } from './tools.mjs';

const own = ['--browser', '--electron'];
const asked = process.argv.slice(2);
const passedOn = asked.filter((argument) => !own.includes(argument));
const electron = findElectron();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const choice = choose();
console.log(choice.why);
if (choice.program === null || !(await ensureBuilt())) process.exit(1);
const child = spawn(choice.program, [...choice.args, ...passedOn], {
  cwd: root,
  stdio: 'inherit',
  // A centre may have certificates of its own authority, which the system knows and Node by itself does not.
  env: { ...process.env, NODE_USE_SYSTEM_CA: '1' },
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// Ctrl-C reaches the child by itself: wait for it to close its files.
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));

function choose() {
  // A configuration file is taken over without a window, whatever could show one.
  if (passedOn.some((argument) => /^--setup(=|$)/.test(argument))) return browserSeat('Setting up a seat.');
  if (asked.includes('--electron')) {
    return electron === null
      ? { program: null, args: [], why: 'The Electron runtime is not there: npm run electron:install fetches it.' }
      : { program: electron, args: electronArgs(), why: 'Starting the desktop app (Electron).' };
  }
  if (asked.includes('--browser')) return browserSeat('Starting the browser seat.');
  if (electron === null)
    return browserSeat(
      'No Electron runtime here, so this is the browser seat (npm run electron:install fetches the runtime).',
    );
  if (!hasDisplay) return browserSeat('No display here, so this is the browser seat.');
  return { program: electron, args: electronArgs(), why: 'Starting the desktop app (Electron).' };
}

function browserSeat(why) {
  return { program: process.execPath, args: [join(root, 'out', 'main', 'launcher.js')], why };
}

function electronArgs() {
  // Chromium's sandbox refuses to start for root.
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root];
}
