import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { newHome, runLauncher } from '../../e2e/support/launcher.ts';
import {
  resourcesFolder,
  startServerProcess,
  type ServerProcess,
  type ServerReady,
} from '../../fakes/server-process.ts';

let centreFolder: string;
let server: ServerProcess;
let centre: ServerReady;
let home: string;

beforeAll(async () => {
  centreFolder = newHome();
  await putDatabase(join(centreFolder, 'data'));
  server = startServerProcess(['--data', join(centreFolder, 'data'), '--resources', resourcesFolder]);
  centre = await server.ready;
});
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.exited;
  rmSync(centreFolder, { recursive: true });
});
beforeEach(() => {
  home = newHome();
});
afterEach(() => rmSync(home, { recursive: true }));

function seatFile(change: object = {}): string {
  const { url, name, sealingKey, signingKey } = centre;
  const config = { schemaVersion: 1, name: 'xining', centre: { url, name, sealingKey, signingKey }, ...change };
  const path = join(home, 'seat.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}
const profile = (): string => join(home, 'profiles', 'xining', 'profile.json');

it('makes a profile of a right file, compared with the server, and says what comes next', async () => {
  const { code, output } = await runLauncher(home, ['--setup', seatFile()]);
  expect(code).toBe(0);
  expect(output).toContain(`Fingerprint: ${centre.fingerprint}`);
  expect(output).toContain('The profile "xining" is set up');
  expect(JSON.parse(readFileSync(profile(), 'utf8'))).toMatchObject({ kind: 'live', name: 'xining', region: 'CN' });
  expect(readFileSync(join(home, 'live-profile.json'), 'utf8')).toContain('xining');
});

it('names every wrong field, and writes nothing', async () => {
  const { sealingKey, signingKey } = centre;
  const file = seatFile({
    name: 'Xi Ning',
    centre: { name: '', url: 'http://desk.example.org', sealingKey, signingKey },
    exchange: { servers: ['wss://pbx', 'pbx'], domian: 'pbx' },
  });
  const { code, output } = await runLauncher(home, [`--setup=${file}`]);
  expect(code).toBe(2);
  const lines = output.trim().split('\n');
  expect(lines.map((line) => line.slice(file.length + 2).split(': ')[0])).toEqual([
    ...['name', 'centre.name', 'centre.url', 'exchange.servers.1', 'exchange.domain', 'exchange.domian'],
  ]);
  expect(lines[2]).toContain('use https://');
  expect(existsSync(join(home, 'profiles'))).toBe(false);
});

it('refuses keys that the server does not have', async () => {
  const { url, name, sealingKey } = centre;
  const file = seatFile({ centre: { url, name, sealingKey, signingKey: `${'A'.repeat(42)}Q` } });
  const { code, output } = await runLauncher(home, ['--setup', file]);
  expect(code).toBe(2);
  expect(output).toContain(`${file}: centre.signingKey: The server has another key`);
  expect(existsSync(profile())).toBe(false);
});

it('sets a seat up before its server is there, and says that nothing was compared', async () => {
  const { name, sealingKey, signingKey } = centre;
  const stranger = createServer().listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { port } = stranger.address() as AddressInfo;
  stranger.close();
  const file = seatFile({ centre: { url: `http://127.0.0.1:${port}`, name, sealingKey, signingKey } });
  const { code, output } = await runLauncher(home, ['--setup', file]);
  expect(code).toBe(0);
  expect(output).toContain(`Not compared with the server: 127.0.0.1:${port} refused the connection`);
});

it('writes over a profile only when that was said', async () => {
  await runLauncher(home, ['--setup', seatFile()]);
  const before = readFileSync(profile(), 'utf8');
  const again = await runLauncher(home, ['--setup', seatFile({ region: 'HK' })]);
  expect(again.code).toBe(2);
  expect(again.output).toContain('--replace');
  expect(readFileSync(profile(), 'utf8')).toBe(before);
  expect((await runLauncher(home, ['--setup', seatFile({ region: 'HK' }), '--replace'])).code).toBe(0);
  expect(readFileSync(profile(), 'utf8')).toContain('"HK"');
});

it('says where a file stops being JSON, and that one is not there', async () => {
  const file = join(home, 'half.json');
  writeFileSync(file, '{\n  "name": \n}');
  const half = await runLauncher(home, ['--setup', file]);
  expect(half).toMatchObject({ code: 2, output: expect.stringContaining('line 3') });
  expect((await runLauncher(home, ['--setup', join(home, 'none.json')])).code).toBe(2);
});
