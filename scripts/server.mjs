import './runtime-guard.mjs';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.mjs';

// npm run server [-- options]: the central server; without options the demo's, in a folder of the working copy.
// npm run server -- publish FOLDER | withdraw STREAM ID… | agents FILE: a command on its database, also while it runs.
const source = join(root, 'server', 'main.ts');
const script = existsSync(source) ? source : join(root, 'out', 'main', 'central-server.js');
const asked = process.argv.slice(2);
const isCommand = ['publish', 'withdraw', 'agents'].includes(asked[0]);
const given = (option) => asked.some((word) => word === option || word.startsWith(`${option}=`));
const database = given('--data') || process.env.DATABASE_URL ? [] : ['--data', join(root, '.server-data')];
const resources = given('--resources') ? [] : ['--resources', join(root, 'resources')];
const demo = database.length > 0 && !isCommand ? ['--demo'] : [];
const child = spawn(process.execPath, [script, ...asked, ...database, ...resources, ...demo], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
// Ctrl-C reaches the child by itself: wait until it has closed its database.
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
