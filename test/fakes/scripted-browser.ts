import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

/**
 * Stands in for the browser whose window carries the seat, as far as the launcher knows it: takes the flags, follows the
 * file to the page, comes in with the nonce, stays until it is told to go. What it was given and the session it got lie
 * in its profile folder, for a test to use.
 */
const flag = (name: string): string =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const page = readFileSync(fileURLToPath(flag('app')), 'utf8');
const address = new URL(/location\.replace\("([^"]+)"\)/.exec(page)?.[1] ?? '');
const headers = { host: address.host, origin: address.origin };

const asked = request(
  {
    ...{ host: '127.0.0.1', port: address.port, path: '/session', method: 'POST' },
    headers: { ...headers, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
  },
  (answer) => {
    answer.resume();
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/desk`, { headers: { ...headers, cookie } });
    socket.on('error', () => undefined);
    socket.on('open', () => {
      const found = { pid: process.pid, address: address.href, cookie };
      writeFileSync(join(flag('user-data-dir'), 'window.json'), JSON.stringify(found));
    });
  },
);
asked.end(JSON.stringify({ nonce: address.hash.slice('#n='.length) }));
// A window stays open whatever becomes of its page.
setInterval(() => undefined, 60_000);
