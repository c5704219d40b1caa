import './runtime-guard.mjs';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

// npm run server [-- options]: the central server; without options the demo's, in a folder of the working copy.
const source = join(root, 'server', 'main.ts');
const script = existsSync(source) ? source : join(root, 'out', 'main', 'central-server.js');
const asked = process.argv.slice(2);
const demo = ['--data', join(root, '.server-data'), '--resources', join(root, 'resources'), '--demo'];
const hasDatabase = asked.includes('--data') || Boolean(process.env.DATABASE_URL);
const child = spawn(process.execPath, [script, ...(hasDatabase ? [] : demo), ...asked], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
// Ctrl-C reaches the child by itself: wait until it has closed its database.
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
