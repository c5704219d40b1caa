import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { attachmentChunk } from '../../../src/shared/domain/attachment.ts';
import type { Ticket } from '../../../src/shared/domain/ticket.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { attachmentOf, sampleFile } from '../../fakes/sample-files.ts';
import { addFile, filesOf } from './add-file.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, type Home } from './test-desk.ts';

const putPath = '/v1/attachments/put';

let home: Home;
let centre: LiveCentre;
let core: KillableCore;
let folder: string;

beforeAll(async () => {
  home = await makeHome();
  const data = join(home.path, 'centre');
  centre = await startLiveCentre(data);
  folder = join(data, 'attachments');
  await centre.configure(home.path);
  core = await startCore(home.path, liveProfile);
  await core.get('auth:signIn', credentials('9527'));
  await core.heard('syncChanged', (status) => status.isOnline && status.waiting === 0);
});
afterAll(async () => {
  await core.kill();
  await centre.stop();
  await home.remove();
});

async function draftWith(...files: Buffer[]): Promise<ReturnType<typeof faultDraft>> {
  const draft = faultDraft();
  await core.get('tickets:saveDraft', draft);
  for (const bytes of files) expect((await addFile(core, draft.id, bytes)).progress).toBe('draft');
  return draft;
}

async function submitWith(...files: Buffer[]): Promise<Ticket> {
  return core.get('tickets:submit', { draft: await draftWith(...files), isClosedAtFirstContact: false });
}

/** The next report of nothing left to send; those of before are not looked at. */
async function allSent(ticketId: TicketId): Promise<void> {
  await expect
    .poll(async () => (await filesOf(core, ticketId)).map(({ progress }) => progress), { timeout: 60_000 })
    .not.toContain('waiting');
}

const atCentre = (bytes: Buffer): string => {
  const { sha256 } = attachmentOf(bytes);
  return join(folder, sha256.slice(0, 2), sha256);
};
const putsSince = (start: number): number =>
  centre.line.passed.slice(start).filter((request) => request.endsWith(putPath)).length;

async function expectArrived(ticketId: TicketId, ...files: Buffer[]): Promise<void> {
  await allSent(ticketId);
  // The seat keeps the bytes for a while: the centre may be restored to before them.
  expect((await filesOf(core, ticketId)).map(({ progress, have }) => ({ progress, have }))).toEqual(
    files.map(({ length }) => ({ progress: 'stored', have: length })),
  );
  for (const bytes of files) expect((await readFile(atCentre(bytes))).equals(bytes)).toBe(true);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
}

test('nothing of a file can be read on the disk, and it is gone with the draft', async () => {
  const mark = '病历 སྨན་ཐོ། readable to nobody ';
  const bytes = Buffer.concat([sampleFile(20), Buffer.from(mark.repeat(20_000))]);
  const draft = await draftWith(bytes);
  const seats = join(profileFolder(home.path, liveProfile), 'seats');
  for (const name of await readdir(seats)) {
    expect((await readFile(join(seats, name))).includes(Buffer.from(mark)), name).toBe(false);
  }
  await core.get('tickets:discardDraft', { id: draft.id });
  expect(await filesOf(core, draft.id)).toEqual([]);
});

test('a file that is no picture and no document is refused whole, and the draft can be submitted', async () => {
  const draft = await draftWith();
  await expect(addFile(core, draft.id, sampleFile(1000, 'MZ'), 'photo.png')).rejects.toThrow('attachment.wrongKind');
  const { sha256 } = attachmentOf(sampleFile(10));
  const tooLarge = { ticketId: draft.id, sha256, name: 'x.pdf', size: 11 * 1024 * 1024 };
  await expect(core.get('attachments:add', tooLarge)).rejects.toThrow('attachment.tooLarge');
  // Announced, and the page was gone before the bytes came.
  await core.get('attachments:add', { ...tooLarge, size: 10 });
  await expect(core.get('tickets:submit', { draft, isClosedAtFirstContact: false })).rejects.toThrow(
    'attachment.partial',
  );
  await core.get('attachments:remove', { ticketId: draft.id, sha256 });
  const ticket = await core.get('tickets:submit', { draft, isClosedAtFirstContact: false });
  expect(ticket.attachments).toBeUndefined();
  await core.heard('ticketChanged', ({ id, sync }) => id === ticket.id && sync === 'synced');
});

test('a line that is cut in the middle costs one chunk, not the file', async () => {
  const bytes = sampleFile(attachmentChunk * 6 + 77);
  const start = centre.line.passed.length;
  const cut = centre.line.pullCableAfter(3, putPath);
  const ticket = await submitWith(bytes);
  await cut;
  // The ticket itself was there before its file.
  await core.heard('ticketChanged', ({ id, sync }) => id === ticket.id && sync === 'synced');
  expect((await filesOf(core, ticket.id)).map(({ progress }) => progress)).toEqual(['waiting']);
  expect(await core.get('sync:status', {})).toMatchObject({ filesWaiting: 1, filesStuck: 0 });
  centre.line.plugIn();
  await core.get('sync:now', {});
  await expectArrived(ticket.id, bytes);
  expect(putsSince(start)).toBeLessThanOrEqual(8);
});

test('answers that are lost and requests that come twice change nothing', async () => {
  const files = [sampleFile(attachmentChunk * 3), sampleFile(5000), sampleFile(attachmentChunk + 1)];
  centre.line.pullCable();
  const ticket = await submitWith(...files);
  centre.line.repeatNext(40);
  centre.line.plugIn();
  await core.get('sync:now', {});
  await expectArrived(ticket.id, ...files);
  centre.line.repeatNext(0);
  const bytes = sampleFile(attachmentChunk * 3);
  centre.line.dropAnswers(4);
  const next = await submitWith(bytes);
  await core.heard('ticketChanged', ({ id, sync }) => id === next.id && sync === 'synced');
  await expectArrived(next.id, bytes);
});

test('the core is killed in the middle: the next one goes on', async () => {
  const bytes = sampleFile(attachmentChunk * 6);
  const start = centre.line.passed.length;
  const cut = centre.line.pullCableAfter(3, putPath);
  const ticket = await submitWith(bytes);
  await cut;
  const handle = core.handle();
  await core.kill();
  centre.line.plugIn();
  core = await startCore(home.path, liveProfile, handle);
  await expectArrived(ticket.id, bytes);
  expect(putsSince(start)).toBeLessThanOrEqual(7);
});

test('the server is killed in the middle: the next one goes on', async () => {
  const bytes = sampleFile(attachmentChunk * 6);
  const cut = centre.line.pullCableAfter(3, putPath);
  const ticket = await submitWith(bytes);
  await cut;
  await centre.crash();
  centre.line.plugIn();
  await core.get('sync:now', {});
  await expectArrived(ticket.id, bytes);
});

test('a centre that has lost a file is sent it again after the next connection', async () => {
  const bytes = sampleFile(3000);
  const ticket = await submitWith(bytes);
  await expectArrived(ticket.id, bytes);
  await rm(atCentre(bytes));
  expect(existsSync(atCentre(bytes))).toBe(false);
  const handle = core.handle();
  await core.kill();
  core = await startCore(home.path, liveProfile, handle);
  await core.heard('attachmentsChanged', ({ ticketId }) => ticketId === ticket.id);
  await expectArrived(ticket.id, bytes);
  expect(await core.get('sync:status', {})).toMatchObject({ filesWaiting: 0, filesStuck: 0 });
});

test('a centre that lost half of an upload is sent it again', async () => {
  const bytes = sampleFile(attachmentChunk * 4);
  const cut = centre.line.pullCableAfter(2, putPath);
  const ticket = await submitWith(bytes);
  await cut;
  await rm(join(folder, 'incoming'), { recursive: true });
  centre.line.plugIn();
  await core.get('sync:now', {});
  await expectArrived(ticket.id, bytes);
});

test('a leader reads what agents attached, held against its hash; nobody else does', async () => {
  const bytes = sampleFile(300_000);
  const ticket = await submitWith(bytes);
  await expectArrived(ticket.id, bytes);
  const { sha256 } = attachmentOf(bytes);
  const asked = { ticketId: ticket.id, sha256 };
  await core.get('auth:signOut', {});

  await core.get('auth:signIn', credentials('1001'));
  await expect(core.get('team:file', asked)).rejects.toThrow('server.rejected');
  await core.get('auth:signOut', {});

  await core.get('auth:signIn', credentials('0031'));
  const { attachments } = await core.get('team:ticket', { ticketId: ticket.id });
  expect(attachments).toMatchObject([{ sha256, size: bytes.length, kind: 'pdf' }]);
  const file = await core.get('team:file', asked);
  expect(file.kind).toBe('pdf');
  expect(Buffer.from(file.data, 'base64').equals(bytes)).toBe(true);
  await expect(core.get('team:file', { ...asked, sha256: sha256.replaceAll(/./g, '0') })).rejects.toThrow(
    'server.rejected',
  );
  const other = Buffer.from(bytes);
  other.write('something else', 1000);
  await writeFile(atCentre(bytes), other);
  await expect(core.get('team:file', asked)).rejects.toThrow('attachment.cameDamaged');
  await rm(atCentre(bytes));
  await expect(core.get('team:file', asked)).rejects.toThrow('attachment.notAtCentre');
});
