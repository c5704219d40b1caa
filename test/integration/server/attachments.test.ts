import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminCommands, RefusedCommand } from '../../../server/admin/admin-commands.ts';
import { createDiskStore } from '../../../server/attachments/disk-store.ts';
import { runUpkeep } from '../../../server/sync/upkeep.ts';
import { attachmentChunk, type Attachment } from '../../../src/shared/domain/attachment.ts';
import { attachmentStatesSchema } from '../../../src/shared/sync/attachment-wire.ts';
import { attachmentOf, sampleFile } from '../../fakes/sample-files.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('files of tickets at the centre', (kind) => {
  let centre: TestCentre;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tashi-attachments-'));
    centre = await startTestCentre(kind, { attachments: createDiskStore(folder), attachmentsPerDay: 3_000_000 });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** A ticket of a new seat, at the centre, that names these files. */
  async function ticketWith(...attachments: Attachment[]): Promise<{ seat: TestSeat; ticketId: string }> {
    const seat = await centre.openSeat();
    const [block] = (await seat.signIn(password)).numberBlocks;
    const ticket = sampleTicket(numberOf(block), { attachments });
    expect(await seat.push(seat.signMutation(seat.compose(ticketSketch(ticket))))).toMatchObject([
      { outcome: 'applied' },
    ]);
    return { seat, ticketId: ticket.id };
  }

  const put = (seat: TestSeat, ticketId: string, { sha256 }: Attachment, at: number, bytes: Uint8Array) =>
    seat.request('POST', '/v1/attachments/put', {
      ...{ ticketId, sha256, at },
      data: Buffer.from(bytes.subarray(at, at + attachmentChunk)).toString('base64'),
    });
  const complete = (seat: TestSeat, ticketId: string, { sha256 }: Attachment) =>
    seat.request('POST', '/v1/attachments/complete', { ticketId, sha256 });
  const read = (seat: TestSeat, ticketId: string, { sha256 }: Attachment) =>
    fetch(`${centre.url}/v1/attachments/content?ticketId=${ticketId}&sha256=${sha256}`, {
      headers: { authorization: `Bearer ${seat.accessToken}` },
    });
  const haveOf = async (seat: TestSeat, ticketId: string): Promise<unknown> => {
    const { body } = await seat.request('POST', '/v1/attachments/states', { ticketId });
    return attachmentStatesSchema.parse(body).attachments;
  };
  const putAll = async (seat: TestSeat, ticketId: string, file: Attachment, bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; at += attachmentChunk) {
      expect(await put(seat, ticketId, file, at, bytes)).toMatchObject({ status: 200 });
    }
  };
  const incoming = async (): Promise<string[]> =>
    existsSync(join(folder, 'incoming')) ? readdir(join(folder, 'incoming')) : [];

  test('chunks that come twice, early or late change nothing, and the whole is kept once', async () => {
    const bytes = sampleFile(attachmentChunk * 2 + 1000);
    const file = attachmentOf(bytes, { name: "电表's (照片).pdf" });
    const { seat, ticketId } = await ticketWith(file);
    expect(await haveOf(seat, ticketId)).toEqual([{ sha256: file.sha256, have: 0, isStored: false }]);
    const steps: [number, number][] = [
      // where the chunk begins, how much is there then
      [attachmentChunk, 0],
      [0, attachmentChunk],
      [0, attachmentChunk],
      [attachmentChunk * 2, attachmentChunk],
      [attachmentChunk, attachmentChunk * 2],
    ];
    for (const [at, have] of steps) expect((await put(seat, ticketId, file, at, bytes)).body).toEqual({ have });
    expect(await complete(seat, ticketId, file)).toMatchObject({
      ...{ status: 400, body: { code: 'attachment.incomplete' } },
    });
    expect(await haveOf(seat, ticketId)).toMatchObject([{ have: attachmentChunk * 2, isStored: false }]);
    expect((await put(seat, ticketId, file, attachmentChunk * 2, bytes)).body).toEqual({ have: bytes.length });
    for (const time of [1, 2]) expect((await complete(seat, ticketId, file)).status, String(time)).toBe(200);
    expect(await haveOf(seat, ticketId)).toEqual([{ sha256: file.sha256, have: bytes.length, isStored: true }]);
    expect(await incoming()).toEqual([]);

    const answer = await read(seat, ticketId, file);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="___s_(__).pdf"; filename*=UTF-8''%E7%94%B5%E8%A1%A8%27s%20%28%E7%85%A7%E7%89%87%29.pdf`,
    );
  });

  test('another content than was named is refused, and nothing of it is left', async () => {
    const file = attachmentOf(sampleFile(5000));
    const { seat, ticketId } = await ticketWith(file);
    await putAll(seat, ticketId, file, sampleFile(5000));
    expect((await complete(seat, ticketId, file)).body).toEqual({ code: 'attachment.wrongHash' });
    expect(await incoming()).toEqual([]);
    expect(await haveOf(seat, ticketId)).toMatchObject([{ have: 0, isStored: false }]);
  });

  test('a file is what its bytes say, not its name: a program is refused', async () => {
    const bytes = sampleFile(5000, 'MZ\u0090');
    const file = attachmentOf(bytes, { name: 'photo.png', kind: 'png' });
    const { seat, ticketId } = await ticketWith(file);
    await putAll(seat, ticketId, file, bytes);
    expect((await complete(seat, ticketId, file)).body).toEqual({ code: 'attachment.wrongKind' });
    expect(await incoming()).toEqual([]);
    expect((await read(seat, ticketId, file)).status).toBe(404);
  });

  test('more than was named, a file that was not named and a ticket of another agent are refused', async () => {
    const bytes = sampleFile(5000);
    const file = attachmentOf(bytes, { size: 4000 });
    const { seat, ticketId } = await ticketWith(file);
    expect((await put(seat, ticketId, file, 0, bytes)).body).toEqual({ have: 0 });
    expect((await put(seat, ticketId, attachmentOf(sampleFile(10)), 0, bytes)).status).toBe(404);
    const stranger = await centre.openSeat();
    expect((await put(stranger, ticketId, file, 0, bytes)).status).toBe(404);
    expect((await complete(stranger, ticketId, file)).status).toBe(404);
    expect((await stranger.request('POST', '/v1/attachments/states', { ticketId })).status).toBe(404);
    const tooLong = {
      ticketId,
      sha256: file.sha256,
      at: 0,
      data: Buffer.alloc(attachmentChunk + 3).toString('base64'),
    };
    expect(await seat.request('POST', '/v1/attachments/put', tooLong)).toMatchObject({
      ...{ status: 400, body: { code: 'request.invalid', params: { field: 'data' } } },
    });
  });

  test('a ticket with a name that tricks, too many files or too large a one is refused by its field', async () => {
    const good = attachmentOf(sampleFile(10));
    const bad: [string, Attachment[]][] = [
      ['attachments.0.name', [{ ...good, name: '../../etc/passwd' }]],
      ['attachments.0.name', [{ ...good, name: 'photo\u202egpj.exe' }]],
      ['attachments.0.name', [{ ...good, name: 'a'.repeat(100) + '.pdf' }]],
      ['attachments.0.size', [{ ...good, size: 11 * 1024 * 1024 }]],
      ['attachments', Array.from({ length: 9 }, () => attachmentOf(sampleFile(10)))],
      ['attachments', [good, good]],
    ];
    const seat = await centre.openSeat();
    const [block] = (await seat.signIn(password)).numberBlocks;
    for (const [index, [field, attachments]] of bad.entries()) {
      const sketch = ticketSketch(sampleTicket(numberOf(block, index), { attachments }));
      expect(await seat.push(seat.signMutation(seat.compose(sketch)))).toMatchObject([
        { outcome: 'rejected', code: 'mutation.invalid', field },
      ]);
    }
  });

  test('is read by its author and those who look after tickets, each reading is in the audit log', async () => {
    const bytes = sampleFile(3000);
    const file = attachmentOf(bytes);
    const { seat, ticketId } = await ticketWith(file);
    await putAll(seat, ticketId, file, bytes);
    await complete(seat, ticketId, file);
    const statuses: Record<string, number> = { author: (await read(seat, ticketId, file)).status };
    for (const role of ['agent', 'trainee', 'leader', 'quality', 'admin'] as const) {
      statuses[role] = (await read(await centre.openSeat({ role }), ticketId, file)).status;
    }
    expect(statuses).toEqual({ author: 200, agent: 404, trainee: 404, leader: 200, quality: 200, admin: 200 });
    const entries = await centre.engine.query<{ detail: string }>(
      `SELECT detail FROM audit WHERE kind = 'attachmentRead' AND detail LIKE $1`,
      [`%${ticketId}%`],
    );
    expect(entries.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual(
      Array.from({ length: 4 }, () => ({ ticketId, sha256: file.sha256 })),
    );
  });

  test('the same file of two tickets is sent for each, so that a hash alone opens nothing', async () => {
    const bytes = sampleFile(2000);
    const file = attachmentOf(bytes);
    const first = await ticketWith(file);
    await putAll(first.seat, first.ticketId, file, bytes);
    await complete(first.seat, first.ticketId, file);
    const second = await ticketWith(file);
    expect(await haveOf(second.seat, second.ticketId)).toMatchObject([{ have: 0, isStored: false }]);
    expect((await read(second.seat, second.ticketId, file)).status).toBe(404);
  });

  test('more than a day allows waits for the next day', async () => {
    const sizes = [1_000_000, 1_500_000, 1_000_000];
    const files = sizes.map((size) => sampleFile(size));
    const named = files.map((bytes) => attachmentOf(bytes));
    const { seat, ticketId } = await ticketWith(...named);
    for (const index of [0, 1]) {
      await putAll(seat, ticketId, named[index] as Attachment, files[index] as Buffer);
      await complete(seat, ticketId, named[index] as Attachment);
    }
    const [, , third] = named as [Attachment, Attachment, Attachment];
    expect(await put(seat, ticketId, third, 0, files[2] as Buffer)).toMatchObject({
      ...{ status: 403, body: { code: 'attachment.overQuota' } },
    });
    await centre.engine.query('UPDATE attachments SET begun_at = begun_at - 90000000 WHERE ticket_id = $1', [ticketId]);
    expect((await put(seat, ticketId, third, 0, files[2] as Buffer)).status).toBe(200);
  });

  test('a server that was restored without the file says so, and takes it again', async () => {
    const bytes = sampleFile(4000);
    const file = attachmentOf(bytes);
    const { seat, ticketId } = await ticketWith(file);
    await putAll(seat, ticketId, file, bytes);
    await complete(seat, ticketId, file);
    await rm(join(folder, file.sha256.slice(0, 2), file.sha256));
    expect(await (await read(seat, ticketId, file)).json()).toEqual({ code: 'attachment.notHere' });
    expect(await haveOf(seat, ticketId)).toMatchObject([{ have: 0, isStored: false }]);
    await putAll(seat, ticketId, file, bytes);
    await complete(seat, ticketId, file);
    expect(
      createHash('sha256')
        .update(Buffer.from(await (await read(seat, ticketId, file)).arrayBuffer()))
        .digest('hex'),
    ).toBe(file.sha256);
  });

  test('a command says of each file that is not here whether it was, by its ticket’s number, and no more', async () => {
    await centre.engine.query('DELETE FROM tickets');
    const look = async (): Promise<readonly string[]> => {
      const options = { attachments: folder } as Parameters<typeof adminCommands.files>[0]['options'];
      const context = { engine: centre.engine, options, log: centre.server.centre.log, now: Date.now };
      return adminCommands.files(context, []).catch((error: unknown) => {
        if (error instanceof RefusedCommand) return error.lines;
        throw error;
      });
    };
    const [kept, lost, awaited] = [sampleFile(400), sampleFile(400), sampleFile(400)];
    const named = [kept, lost, awaited].map((bytes) => attachmentOf(bytes, { name: '卓玛的病历.pdf' }));
    const { seat, ticketId } = await ticketWith(...named);
    const [keptFile, lostFile, awaitedFile] = named as [Attachment, Attachment, Attachment];
    for (const [file, bytes] of [[keptFile, kept] as const, [lostFile, lost] as const]) {
      await putAll(seat, ticketId, file, bytes);
      await complete(seat, ticketId, file);
    }
    await rm(join(folder, lostFile.sha256.slice(0, 2), lostFile.sha256));
    const [ticket] = await centre.engine.query<{ number: string }>('SELECT number FROM tickets');
    const of = `${ticket?.number ?? ''} of ${seat.agentNo}:`;
    expect(await look()).toEqual([
      `${of} ${lostFile.sha256.slice(0, 12)} was here`,
      `${of} ${awaitedFile.sha256.slice(0, 12)} has not come`,
      'files: 3 named by tickets, 2 not here',
    ]);
    for (const [file, bytes] of [[lostFile, lost] as const, [awaitedFile, awaited] as const]) {
      await putAll(seat, ticketId, file, bytes);
      await complete(seat, ticketId, file);
    }
    expect(await look()).toEqual(['files: 3 named by tickets, 0 not here']);
  });

  test('what nobody went on with is removed in the end', async () => {
    const bytes = sampleFile(4000);
    const file = attachmentOf(bytes);
    const { seat, ticketId } = await ticketWith(file);
    await put(seat, ticketId, file, 0, bytes.subarray(0, 1000));
    await writeFile(join(folder, 'incoming', 'left-over.part'), 'x');
    await runUpkeep(centre.server.centre);
    expect(await incoming()).toEqual(expect.arrayContaining([`${ticketId}.${file.sha256}.part`, 'left-over.part']));
    centre.putForward(10 * 86_400_000);
    await runUpkeep(centre.server.centre);
    expect(await incoming()).toEqual([]);
  });
});
