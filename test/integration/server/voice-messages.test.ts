import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { adminCommands, RefusedCommand } from '../../../server/admin/admin-commands.ts';
import { createDiskStore } from '../../../server/attachments/disk-store.ts';
import { readMessages } from '../../../server/messages/read-messages.ts';
import { changeChannel } from '../../../server/live/change-notifier.ts';
import { runUpkeep } from '../../../server/sync/upkeep.ts';
import { largestMessage } from '../../../src/shared/domain/voice-message.ts';
import { enclosureChunkSchema } from '../../../src/shared/domain/enclosure.ts';
import { taskSchema, type Task, type TaskChange } from '../../../src/shared/domain/task.ts';
import { sampleWav } from '../../fakes/sample-message.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('what callers say off hours', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let root: string;
  let folder: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'tashi-messages-'));
    centre = await startTestCentre(kind, { attachments: createDiskStore(join(root, 'attachments')) });
    seat = await centre.openSeat();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'in-'));
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const good = { number: '+8613909742071', language: 'zh-Hans', leftAt: '2026-03-01T21:40+08:00', seconds: 1 };
  const put = (name: string, sound: Uint8Array, about: object = good): void => {
    writeFileSync(join(folder, `${name}.wav`), sound);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ sound: `${name}.wav`, ...about }));
  };
  const take = async (attachments = join(root, 'attachments')): Promise<readonly string[]> => {
    const options = { attachments } as Parameters<typeof adminCommands.messages>[0]['options'];
    const context = { engine: centre.engine, options, log: centre.server.centre.log, now: centre.server.centre.now };
    return adminCommands.messages(context, [folder]).catch((error: unknown) => {
      if (error instanceof RefusedCommand) return error.lines;
      throw error;
    });
  };
  const tasks = async (): Promise<Task[]> =>
    (await seat.pullAll('tasks')).items.flatMap((item) => (item.op === 'put' ? taskSchema.parse(item.body) : []));
  const ask = (sha256: string, by = seat) => by.request('GET', `/v1/voice-messages?sha256=${sha256}&at=0`);
  const taken = async (about: object = good): Promise<Task & { sha256: string }> => {
    put('one', sampleWav(), about);
    expect(await take()).toEqual(['messages: 1 taken, 0 known']);
    const task = (await tasks()).at(-1);
    if (!task?.message) throw new Error('there is no task of it');
    return { ...task, sha256: task.message.sha256 };
  };
  const change = async (by: TestSeat, { id }: Task, said: TaskChange, seq = 2): Promise<unknown> => {
    const body = { taskId: id, change: said };
    return (await by.push(by.signMutation(by.compose({ kind: 'task.change', entityId: id, seq, body }))))[0];
  };

  test('become tasks once, of which every desk hears, and are read by whoever may take them', async () => {
    const told: string[] = [];
    const unlisten = await centre.engine.listen(
      changeChannel,
      (streams) => void told.push(streams),
      () => undefined,
    );
    const sound = sampleWav(40);
    put('late', sound, { ...good, name: '卓玛', note: '自助语音留言' });
    expect(await take()).toEqual(['messages: 1 taken, 0 known']);
    const [task] = await tasks();
    expect(task).toMatchObject({
      ...{ kind: 'offHours', number: good.number, name: '卓玛', language: 'zh-Hans', note: '自助语音留言' },
      message: { kind: 'wav', size: sound.length, seconds: 1, leftAt: Date.parse('2026-03-01T13:40Z') },
    });
    // Handed in again, under whatever name, it is known.
    put('again', sound);
    expect(await take()).toEqual(['messages: 0 taken, 2 known']);
    expect(await tasks()).toHaveLength(1);
    await expect.poll(() => told).toContain('tasks');
    await unlisten();
    const parts: Buffer[] = [];
    for (let at = 0; at < sound.length; at += parts.at(-1)?.length ?? sound.length) {
      const answer = await seat.request(
        'GET',
        `/v1/voice-messages?sha256=${task?.message?.sha256 ?? ''}&at=${String(at)}`,
      );
      parts.push(Buffer.from(enclosureChunkSchema.parse(answer.body).data, 'base64'));
    }
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(sound)).toBe(true);
  });

  test('one that can’t be taken is named with its reason, and keeps no other one back', async () => {
    put('good', sampleWav());
    put('html', Buffer.from('<!doctype html><script>alert(1)</script>'));
    put('empty', Buffer.alloc(0));
    put('huge', Buffer.concat([sampleWav(), Buffer.alloc(largestMessage)]));
    put('number', sampleWav(), { ...good, number: '" OR 1=1' });
    put('long', sampleWav(), { ...good, seconds: 601 });
    put('language', sampleWav(), { ...good, language: 'tlh' });
    put('surplus', sampleWav(), { ...good, priority: 1 });
    put('later', sampleWav(), { ...good, leftAt: centre.server.centre.now() + 60_000 });
    writeFileSync(join(folder, 'away.json'), JSON.stringify({ ...good, sound: '../../etc/passwd' }));
    writeFileSync(join(folder, 'gone.json'), JSON.stringify({ ...good, sound: 'gone.wav' }));
    writeFileSync(join(folder, 'broken.json'), '{ "number": "+8613909742071');
    const lines = await take();
    expect(lines.at(-1)).toBe('messages: 1 taken, 0 known, 11 refused');
    expect(lines.slice(0, -1)).toEqual([
      'away.json: sound the plain name of a file beside this one',
      expect.stringMatching(/^broken\.json: /),
      'empty.json: empty.wav is empty',
      'gone.json: gone.wav is not there',
      'html.json: html.wav is no WAV, no Opus in Ogg and no MP3',
      'huge.json: huge.wav has more than 4194304 bytes',
      'language.json: language no such language here',
      'later.json: leftAt has not come yet',
      expect.stringMatching(/^long\.json: seconds /),
      'number.json: number digits, with + for a whole number',
      expect.stringMatching(/^surplus\.json: /),
    ]);
    expect(lines.join()).not.toMatch(/1390974|alert|OR 1=1/);
  });

  test('one that the system does not let be read keeps no other one back either', async () => {
    put('a', sampleWav());
    for (const name of ['loop.wav', 'round.json']) symlinkSync(name, join(folder, name));
    writeFileSync(join(folder, 'loop.json'), JSON.stringify({ ...good, sound: 'loop.wav' }));
    mkdirSync(join(folder, 'folder.json'));
    put('z', sampleWav());
    expect(await take()).toEqual([
      ...["folder.json: can't be read", "loop.json: loop.wav can't be read", "round.json: can't be read"],
      'messages: 2 taken, 0 known, 3 refused',
    ]);
  });

  test('are read one after another, so that one sound is in memory and not all of the folder', () => {
    for (const name of ['a', 'b']) put(name, sampleWav());
    const read: string[] = [];
    for (const one of readMessages(folder, centre.server.centre.now())) {
      read.push('problem' in one ? one.problem : one.left.number);
      rmSync(join(folder, 'b.wav'), { force: true });
    }
    expect(read).toEqual([good.number, 'b.json: b.wav is not there']);
  });

  test('when the store fails midway, desks hear of those before, and the rest is taken the next time', async () => {
    const told: string[] = [];
    const unlisten = await centre.engine.listen(
      changeChannel,
      (streams) => void told.push(streams),
      () => undefined,
    );
    const placeOf = (sound: Buffer): string => createHash('sha256').update(sound).digest('hex').slice(0, 2);
    const first = sampleWav();
    let second = sampleWav();
    while (placeOf(second) === placeOf(first)) second = sampleWav();
    Object.entries({ a: first, b: second, c: sampleWav() }).forEach(([name, sound]) => put(name, sound));
    // Where the folder of the second one's hash would be lies a file.
    const store = mkdtempSync(join(root, 'store-'));
    const obstacle = join(store, placeOf(second));
    writeFileSync(obstacle, '');
    await expect(take(store)).rejects.toThrow('ENOTDIR');
    await expect.poll(() => told).toContain('tasks');
    await unlisten();
    rmSync(obstacle);
    expect(await take(store)).toEqual(['messages: 2 taken, 1 known']);
  });

  test('are for nobody who could not take the task', async () => {
    const { sha256, ...task } = await taken();
    const other = await centre.openSeat();
    expect(await ask(sha256, other)).toMatchObject({ status: 200 });
    expect(await change(seat, task, { type: 'taken' })).toMatchObject({ outcome: 'applied' });
    expect(await ask(sha256, other)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await ask(sha256)).toMatchObject({ status: 200 });
    const foreign = await taken({ ...good, language: 'adx' });
    expect(await ask(foreign.sha256)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await ask(foreign.sha256, await centre.openSeat({ role: 'leader' }))).toMatchObject({ status: 200 });
    expect(await ask('0'.repeat(64))).toMatchObject({ status: 404 });
    expect(await ask('../x')).toMatchObject({ status: 400 });
  });

  test('whoever listens is in the audit log, also of a task that is closed by then', async () => {
    const { sha256, ...task } = await taken();
    await change(seat, task, { type: 'done' });
    const body = { taskId: task.id, sha256, at: 7 };
    const heard = seat.signMutation(seat.compose({ kind: 'task.heard', entityId: task.id, seq: 1, body }));
    expect(await seat.push(heard)).toMatchObject([{ outcome: 'applied' }]);
    expect(await seat.push(heard)).toMatchObject([{ outcome: 'duplicate' }]);
    const rows = await centre.engine.query<{ agent_no: string; detail: string }>(
      `SELECT agent_no, detail FROM audit WHERE kind = 'messageHeard'`,
    );
    expect(rows).toEqual([{ agent_no: seat.agentNo, detail: JSON.stringify(body) }]);
  });

  test('the sound is thrown away once the task is closed, and does not come back', async () => {
    const { sha256, ...task } = await taken();
    await runUpkeep(centre.server.centre);
    expect(await ask(sha256)).toMatchObject({ status: 200 });
    // Lost to a folder that was restored, it comes back with the next time that it is handed in.
    await centre.server.centre.attachments.forget(sha256);
    expect(await ask(sha256)).toMatchObject({ status: 404, body: { code: 'attachment.notHere' } });
    expect(await take()).toEqual(['messages: 0 taken, 1 known']);
    expect(await ask(sha256)).toMatchObject({ status: 200 });
    await change(seat, task, { type: 'done' });
    expect(await ask(sha256)).toMatchObject({ status: 404 });
    await runUpkeep(centre.server.centre);
    expect(await centre.server.centre.attachments.isStored(sha256)).toBe(false);
    expect(await take()).toEqual(['messages: 0 taken, 1 known']);
    expect(await centre.server.centre.attachments.isStored(sha256)).toBe(false);
  });

  test('two callers who left the same sound have a task each; it stays until the last of them is closed', async () => {
    const { attachments } = centre.server.centre;
    const before = (await tasks()).length;
    const silence = sampleWav();
    put('one', silence);
    put('other', silence, { ...good, number: '+8613909742072', language: 'adx' });
    put('later', silence, { ...good, leftAt: '2026-03-01T22:10+08:00' });
    expect(await take()).toEqual(['messages: 3 taken, 0 known']);
    expect(await take()).toEqual(['messages: 0 taken, 3 known']);
    const made = (await tasks()).slice(before);
    const numbers = made.map(({ number }) => number);
    expect(numbers.sort()).toEqual([good.number, good.number, '+8613909742072']);
    const sha256 = made[0]?.message?.sha256 ?? '';
    const [foreign, ...own] = made.sort((a, b) => a.language.localeCompare(b.language));
    for (const task of own) {
      expect(await ask(sha256)).toMatchObject({ status: 200 });
      expect(await change(seat, task, { type: 'done' })).toMatchObject({ outcome: 'applied' });
      await runUpkeep(centre.server.centre);
      expect(await attachments.isStored(sha256)).toBe(true);
    }
    // The one that is left is for nobody here but a leader.
    expect(await ask(sha256)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    const leader = await centre.openSeat({ role: 'leader' });
    expect(await ask(sha256, leader)).toMatchObject({ status: 200 });
    if (!foreign) throw new Error('there is no task of it');
    expect(await change(leader, foreign, { type: 'done' })).toMatchObject({ outcome: 'applied' });
    await runUpkeep(centre.server.centre);
    expect(await attachments.isStored(sha256)).toBe(false);
    // Handed in again all are known; a new caller's silence is not, and has its sound.
    expect(await take()).toEqual(['messages: 0 taken, 3 known']);
    expect(await attachments.isStored(sha256)).toBe(false);
    put('new', silence, { ...good, number: '+8613909742073' });
    expect(await take()).toEqual(['messages: 1 taken, 3 known']);
    await runUpkeep(centre.server.centre);
    expect(await ask(sha256)).toMatchObject({ status: 200 });
    // Nothing here tells whose number it was.
    const rows = await centre.engine.query('SELECT * FROM voice_messages');
    expect(JSON.stringify(rows)).not.toContain('1390974');
  });
});
