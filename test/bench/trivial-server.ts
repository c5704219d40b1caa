import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

/** Serves one folder and one command: what a page costs at least. */
const folder = process.argv[2] ?? '.';
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    response.end('done');
    return;
  }
  const path = request.url === '/' ? '/index.html' : (request.url ?? '');
  readFile(join(folder, path)).then(
    (body) => {
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
      response.end(body);
    },
    () => {
      response.writeHead(404);
      response.end();
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
process.on('SIGTERM', () => process.exit(0));
