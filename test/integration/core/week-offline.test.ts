import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { contentOf } from '../../../src/shared/domain/customer-changes.ts';
import { customerDraftSchema } from '../../../src/shared/domain/customer-file.ts';
import type { Ticket } from '../../../src/shared/domain/ticket.ts';
import { customerIdSchema, taskIdSchema } from '../../../src/shared/ids.ts';
import { shiftedProcess } from '../../e2e/support/shifted-clock.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { sampleFile } from '../../fakes/sample-files.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';
import { addFile, filesOf } from './add-file.ts';
import { ticketsAtCentre } from './centre-reader.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { makeHome, type Home } from './test-desk.ts';

const dayMs = 24 * 3_600_000;
const profileName = 'week';
const customer = customerIdSchema.parse('c-drolma');

let home: Home;
let server: ServerProcess;
let line: FaultyProxy;
let core: KillableCore;

const startServer = (shiftMs: number): ServerProcess =>
  startServerProcess(
    ['--data', join(home.path, 'centre'), '--demo', '--resources', resourcesFolder, '--parent-pipe'],
    shiftMs === 0 ? {} : shiftedProcess(shiftMs),
  );
async function stopServer(): Promise<void> {
  server.child.stdin.end();
  await server.exited;
}

beforeAll(async () => {
  home = await makeHome();
  await putDatabase(join(home.path, 'centre'));
  server = startServer(0);
  const { url, name, sealingKey, signingKey } = await server.ready;
  line = await startFaultyProxy(url);
  const folder = profileFolder(home.path, profileName);
  await mkdir(folder, { recursive: true });
  const centre = { name, url: line.url, sealingKey, signingKey };
  await writeFile(
    join(folder, 'profile.json'),
    JSON.stringify({ schemaVersion: 1, name: profileName, kind: 'live', centre }),
  );
  core = await startCore(home.path, profileName);
});
afterAll(async () => {
  await core.kill();
  await line.close();
  await stopServer();
  await home.remove();
});

/** A working day: a ticket, one with a file, what a caller says of himself, and a call that is promised. */
async function workADay(day: number): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (const nth of [1, 2]) {
    const draft = faultDraft({
      createdAt: Date.now() + day * dayMs,
      description: `第 ${String(day)} 天 ${String(nth)}`,
    });
    await core.get('tickets:saveDraft', draft);
    if (nth === 2) await addFile(core, draft.id, sampleFile(2000));
    tickets.push(await core.get('tickets:submit', { draft, isClosedAtFirstContact: false }));
  }
  const base = contentOf((await core.get('customers:file', { id: customer })).customer);
  const { accountNo = '', area = '', language = '' } = base;
  const form = { ...base, accountNo, area, language, address: `第 ${String(day)} 天的地址` };
  const correction = { id: uuidv7(), updatedAt: Date.now() + day * dayMs, customerId: customer, base, form };
  await core.get('customers:save', { draft: customerDraftSchema.parse(correction), isDuplicateAccepted: true });
  const call = callFrom('13900000071');
  await core.get('calls:begin', call);
  await core.get('tasks:promise', {
    ...{ id: taskIdSchema.parse(uuidv7()), callId: call.callId, language: 'adx', note: `第 ${String(day)} 天` },
    dueAt: Date.now() + 8 * dayMs,
  });
  return tickets;
}

test('a week without the centre, each day another start and an offline sign-in: all of it arrives once, in its order', async () => {
  await core.get('auth:signIn', credentials('9527'));
  await core.get('sync:now', {});
  line.pullCable();
  await stopServer();
  const written: Ticket[] = [];
  for (let day = 1; day <= 7; day += 1) {
    await core.kill();
    core = await startCore(home.path, profileName, undefined, shiftedProcess(day * dayMs));
    expect(await core.get('auth:signIn', credentials('9527'))).toMatchObject({ isOnline: false });
    written.push(...(await workADay(day)));
    const { isOnline, waiting, blocked } = await core.get('sync:status', {});
    expect({ isOnline, blocked }).toEqual({ isOnline: false, blocked: 0 });
    // Of each day two tickets, a correction and a promise; and the records of calls that a start found open.
    expect(waiting).toBeGreaterThanOrEqual(4 * day);
  }
  // Everything that the agent read out to his callers is one number for one ticket.
  expect(new Set(written.map(({ number }) => number)).size).toBe(14);

  server = startServer(7 * dayMs);
  line.pointTo((await server.ready).url);
  line.plugIn();
  await expect
    .poll(
      async () => {
        const { isOnline, waiting, blocked, filesWaiting, filesStuck } = await core.get('sync:now', {});
        return { isOnline, waiting, blocked, filesWaiting, filesStuck };
      },
      { timeout: 90_000 },
    )
    .toEqual({ isOnline: true, waiting: 0, blocked: 0, filesWaiting: 0, filesStuck: 0 });
  const there = await ticketsAtCentre((await server.ready).url);
  for (const { id, number } of written) {
    expect(there.filter((ticket) => ticket.number === number).map((ticket) => ticket.id)).toEqual([id]);
  }
  const listed = await core.get('tickets:list', { limit: 50 });
  expect(listed.map(({ number, sync }) => ({ number, sync }))).toEqual(
    written.toReversed().map(({ number }) => ({ number, sync: 'synced' })),
  );
  const files = (await Promise.all(written.map(({ id }) => filesOf(core, id)))).flat();
  expect(files.map(({ progress }) => progress)).toEqual(Array.from({ length: 7 }, () => 'stored'));
  expect((await core.get('customers:file', { id: customer })).customer.address).toBe('第 7 天的地址');
  const promised = (await core.get('tasks:list', {})).filter(({ note }) => note.startsWith('第'));
  expect(promised).toHaveLength(7);
}, 240_000);
