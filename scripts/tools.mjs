import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** The file behind a command of an installed package: started with node itself, it needs no shell on any platform. */
export function toolFile(packageName, command = packageName) {
  const manifestFile = packageJson(packageName);
  const { bin } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return join(dirname(manifestFile), typeof bin === 'string' ? bin : bin[command]);
}

function packageJson(packageName) {
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const file = join(folder, packageName, 'package.json');
    try {
      readFileSync(file);
      return file;
    } catch {
      continue;
    }
  }
  throw new Error(`${packageName} is not installed: run npm ci`);
}

/**
 * Runs a program in the project's folder. `quiet` collects what it says instead of showing it.
 * Answers { code, output, seconds }.
 */
export function run(file, args, { quiet = false, env = {} } = {}) {
  const startedAt = performance.now();
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let output = '';
    const collect = (data) => {
      output += data.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const finish = (code, text) => done({ code, output: text, seconds: (performance.now() - startedAt) / 1000 });
    child.once('error', (error) => finish(1, `${output}${error.message}\n`));
    child.once('close', (code) => finish(code ?? 1, output));
  });
}

/** Runs a script or a package's command under this same Node. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}
