import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { createSeatOps, type SeatOps } from '../../../../src/main/db/seat-ops.ts';
import { createAttachmentRunner, type AttachmentRunner } from '../../../../src/main/sync/attachment-runner.ts';
import type { SeatAttachment } from '../../../../src/shared/domain/attachment.ts';
import { ticketDraftSchema } from '../../../../src/shared/domain/ticket.ts';
import type { TicketId } from '../../../../src/shared/ids.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok } from '../../../../src/shared/ipc/result.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';
import { attachmentOf, sampleFile } from '../../../fakes/sample-files.ts';

const now = 1_790_000_000_000;
const day = 24 * 3_600_000;
let memory: MemorySeat;
let ops: SeatOps;
let centre: Centre;
let runner: AttachmentRunner;

/** Which files it has of which ticket; it knows every ticket, or none. */
class Centre {
  readonly files = new Map<string, Buffer>();
  readonly puts: string[] = [];
  knows = true;
  /** Carried out before the answer to the next question of how far a file is comes back. */
  beforeAnswer: (() => void) | undefined;

  attachmentStates(ticketId: TicketId) {
    const states = this.knows
      ? ok(
          (memory.session.tables.tickets.get(ticketId)?.ticket.attachments ?? []).map(({ sha256, size }) => {
            const have = this.files.get(sha256)?.length ?? 0;
            return { sha256, have, isStored: have === size };
          }),
        )
      : err(appError('server.rejected', 'none', { code: 'notFound' }));
    this.beforeAnswer?.();
    this.beforeAnswer = undefined;
    return Promise.resolve(states);
  }
  putAttachment(_ticketId: TicketId, sha256: string, at: number, chunk: Uint8Array) {
    this.puts.push(sha256);
    const before = this.files.get(sha256) ?? Buffer.alloc(0);
    if (before.length === at) this.files.set(sha256, Buffer.concat([before, chunk]));
    return Promise.resolve(ok(this.files.get(sha256)?.length ?? 0));
  }
  completeAttachment() {
    return Promise.resolve(ok(undefined));
  }
}

beforeEach(async () => {
  memory = openMemorySeat();
  memory.session.numbers.setBlocks([{ id: 1, prefix: 'W', first: 1, last: 99 }]);
  ops = createSeatOps({
    session: () => memory.session,
    submitting: () => memory.session,
  } as Partial<SeatDesk> as SeatDesk);
  centre = new Centre();
  runner = createAttachmentRunner({
    seat: {
      waitingAttachments: async () => await ops.waitingAttachments(),
      attachmentsOf: async (id) => await ops.attachmentsOf(id),
      attachmentBytes: async (sha256, at) => await ops.attachmentBytes(sha256, at),
      settleAttachment: async (...given) => await ops.settleAttachment(...given),
      ticketsStored: async (...given) => await ops.ticketsStored(...given),
    },
    server: centre,
    log: {
      info: () => undefined,
      warn: () => undefined,
      bug: (what, bug) => {
        throw new Error(what, { cause: bug });
      },
    },
    now: () => now,
    onChanged: () => undefined,
    onFailed: () => undefined,
  });
  await ops.noteFeed('first');
});
afterEach(async () => {
  await runner.pause();
  memory.close();
});

/** A ticket with these files that the centre took. */
async function sent(...files: Buffer[]): Promise<TicketId> {
  const draft = ticketDraftSchema.parse({
    ...{ id: uuidv7(), type: 'consultation', subType: 'other', callerName: '', callerPhone: '' },
    ...{ area: 'guide', address: '', description: '见附件', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: false, createdAt: now, updatedAt: now },
  });
  await ops.saveDraft(draft);
  for (const bytes of files) {
    const { sha256, name, size } = attachmentOf(bytes);
    await ops.addAttachment({ ticketId: draft.id, sha256, name, size }, now);
    expect(await ops.keepAttachmentBytes(draft.id, sha256, 0, bytes)).toMatchObject({ ok: true });
  }
  expect(await ops.submitTicket(draft, false, now)).toMatchObject({ ok: true });
  acknowledge('applied');
  return draft.id;
}
const acknowledge = (outcome: 'applied' | 'duplicate'): void => {
  const rows = takeOutbox(memory.session, 10, now);
  settleOutbox(
    memory.session,
    rows.map(({ id }) => ({ id, outcome })),
    now,
  );
};
const filesOf = async (id: TicketId): Promise<readonly SeatAttachment[]> => await ops.attachmentsOf(id);
const hashOf = (bytes: Buffer): string => attachmentOf(bytes).sha256;

it('keeps what it sent, and sends a restored centre what that lacks and nothing else', async () => {
  const [early, late] = [sampleFile(3000), sampleFile(5000)];
  const ids = [await sent(early), await sent(late)] as const;
  await runner.start();
  expect(await filesOf(ids[1])).toMatchObject([{ progress: 'stored', have: 5000 }]);
  centre.files.delete(hashOf(late));
  centre.puts.length = 0;
  memory.reopen();
  expect(await ops.noteFeed('first')).toEqual({ rows: 0, filesOf: [] });
  const again = await ops.noteFeed('restored');
  expect(again).toEqual({ rows: 2, filesOf: [...ids] });
  // Their tickets go first.
  expect(await ops.waitingAttachments()).toEqual([]);
  expect(await filesOf(ids[0])).toMatchObject([{ progress: 'waiting', code: 'attachment.sentAgain' }]);
  expect(await ops.outboxCounts()).toMatchObject({ filesWaiting: 2, filesStuck: 0 });
  acknowledge('duplicate');
  await runner.wake();
  expect(centre.puts).toEqual([hashOf(late)]);
  expect(centre.files.get(hashOf(late))?.equals(late)).toBe(true);
  for (const id of ids) {
    const [file] = await filesOf(id);
    expect(file).toMatchObject({ progress: 'stored' });
    expect(file?.code).toBeUndefined();
  }
});

it('says so of a file that neither has any more, and asks the next centre for it again', async () => {
  const bytes = sampleFile(3000);
  const id = await sent(bytes);
  await runner.start();
  memory.session.tables.attachments.trimStored(2999);
  expect(await filesOf(id)).toMatchObject([{ progress: 'stored', have: 0 }]);
  centre.files.clear();
  await ops.noteFeed('restored');
  acknowledge('duplicate');
  await runner.wake();
  expect(await filesOf(id)).toMatchObject([{ progress: 'stuck', code: 'attachment.lostAtCentre' }]);
  expect(await ops.outboxCounts()).toMatchObject({ filesWaiting: 0, filesStuck: 1 });
  // A better backup was found.
  centre.files.set(hashOf(bytes), bytes);
  await ops.noteFeed('restored once more');
  acknowledge('duplicate');
  await runner.wake();
  expect(await filesOf(id)).toMatchObject([{ progress: 'stored' }]);
});

it('takes up a file again that was refused before it was known that the centre is another one', async () => {
  const bytes = sampleFile(3000);
  const id = await sent(bytes);
  centre.knows = false;
  await runner.start();
  expect(await filesOf(id)).toMatchObject([{ progress: 'stuck', code: 'attachment.unknownTicket' }]);
  centre.knows = true;
  await ops.noteFeed('restored');
  acknowledge('applied');
  await runner.wake();
  expect(await filesOf(id)).toMatchObject([{ progress: 'stored' }]);
});

it('does not believe an answer of the centre that was there before', async () => {
  const bytes = sampleFile(3000);
  const id = await sent(bytes);
  centre.files.set(hashOf(bytes), bytes);
  centre.beforeAnswer = () => {
    centre.files.clear();
    runner.doubt();
  };
  await runner.start();
  expect(centre.puts).toEqual([hashOf(bytes)]);
  expect(await filesOf(id)).toMatchObject([{ progress: 'stored' }]);
});

it('sends again what a centre that was not restored has lost, once it is asked after the next connection', async () => {
  const id = await sent(sampleFile(3000));
  await runner.start();
  centre.files.clear();
  await runner.pause();
  await runner.start();
  expect(centre.puts).toHaveLength(2);
  expect(await filesOf(id)).toMatchObject([{ progress: 'stored' }]);
});

it('looks further back for as long as it finds something lost', async () => {
  const ids: TicketId[] = [];
  for (let nth = 0; nth < 25; nth += 1) ids.push(await sent(sampleFile(100 + nth)));
  await runner.start();
  centre.files.clear();
  await runner.pause();
  await runner.start();
  for (const id of ids) expect(await filesOf(id)).toMatchObject([{ progress: 'stored' }]);
  expect(centre.files.size).toBe(25);
});

it('keeps the bytes of the newest files that fit, each once, and none for longer than 30 days', async () => {
  const [first, second, third] = [sampleFile(1000), sampleFile(1000), sampleFile(1000)];
  const ids: TicketId[] = [];
  for (const bytes of [first, second, third]) {
    ids.push(await sent(bytes));
    await runner.start();
  }
  // The newest ticket has the first file as well.
  ids.push(await sent(first));
  const haves = async (): Promise<(number | undefined)[]> =>
    Promise.all(ids.map(async (id) => (await filesOf(id))[0]?.have));
  memory.session.tables.attachments.trimStored(0);
  // One that the centre has not confirmed for every ticket is not given up.
  expect(await haves()).toEqual([1000, 0, 0, 1000]);
  await runner.wake();
  memory.session.tables.attachments.trimStored(1000);
  expect(await haves()).toEqual([1000, 0, 0, 1000]);
  await ops.ticketsStored(20, now + 29 * day);
  expect(await haves()).toEqual([1000, 0, 0, 1000]);
  await ops.ticketsStored(20, now + 31 * day);
  expect(await haves()).toEqual(ids.map(() => undefined));
  expect(memory.session.tables.attachments.bytesFrom(hashOf(first), 0)).toBeUndefined();
});
