import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetSounds, hearMessage, keepSound, wantedSounds } from '../../../../src/main/db/message-ops.ts';
import { takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { changeKnownTask } from '../../../../src/main/db/task-ops.ts';
import { taskSchema, type Task } from '../../../../src/shared/domain/task.ts';
import { heardMessageSchema } from '../../../../src/shared/domain/voice-message.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';
import { sampleWav } from '../../../fakes/sample-message.ts';

const now = 1_790_000_000_000;
const agent = { languages: ['adx'] as const, isLeader: false };
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
});
afterEach(() => seat.close());

/** An off-hours task as a page of the centre's feed brings it. */
function pulled(sound: Buffer, changes: Partial<Task> = {}): Task {
  const sha256 = createHash('sha256').update(sound).digest('hex');
  const task = taskSchema.parse({
    ...{ id: uuidv7(), kind: 'offHours', number: '+8613909742071', language: 'adx', note: '', status: 'open' },
    ...{ dueAt: now, createdAt: now, createdBy: 'exchange', calls: 0, version: 1 },
    message: { sha256, kind: 'wav', size: sound.length, seconds: 1, leftAt: now },
    ...changes,
  });
  seat.session.directory.apply('tasks', [{ op: 'put', id: task.id, schemaVersion: 1, body: task }], uuidv7());
  return task;
}
const hashOf = (task: Task): string => task.message?.sha256 ?? '';
const kept = (): string[] => seat.session.directory.sounds.list().map(({ sha256 }) => sha256);

it('is heard from this machine, and that it was is on its way to the audit log first, once a minute', () => {
  const sound = sampleWav();
  const task = pulled(sound);
  expect(hearMessage(seat.session, task.id, agent, now)).toMatchObject({ error: { code: 'task.soundMissing' } });
  expect(keepSound(seat.session, hashOf(task), sampleWav())).toBe(false);
  expect(keepSound(seat.session, hashOf(task), sound)).toBe(true);
  const heard = hearMessage(seat.session, task.id, agent, now);
  expect(heard.ok && Buffer.compare(Buffer.from(heard.value.sound), sound)).toBe(0);
  hearMessage(seat.session, task.id, agent, now + 1000);
  const rows = takeOutbox(seat.session, 10, now);
  expect(rows.map(({ kind }) => kind)).toEqual(['task.heard']);
  const { body } = JSON.parse(rows[0]?.payload ?? '') as { body: unknown };
  expect(heardMessageSchema.parse(body)).toEqual({ taskId: task.id, sha256: hashOf(task), at: now });
});

it('one that was damaged on the disk is gone, said so, and wanted again', () => {
  const sound = sampleWav();
  const task = pulled(sound);
  seat.session.directory.sounds.put(hashOf(task), sampleWav());
  expect(hearMessage(seat.session, task.id, agent, now)).toMatchObject({ error: { code: 'task.soundDamaged' } });
  expect(kept()).toEqual([]);
  expect(takeOutbox(seat.session, 10, now)).toEqual([]);
  expect(wantedSounds(seat.session, agent)).toEqual([{ sha256: hashOf(task), size: sound.length }]);
});

it('is for nobody who could not take the task', () => {
  const [foreign, taken] = [sampleWav(), sampleWav()];
  const [other, his] = [
    pulled(foreign, { language: 'khg' }),
    pulled(taken, { assignee: 'a9999' as Task['createdBy'] }),
  ];
  for (const [task, sound] of [[other, foreign] as const, [his, taken] as const])
    keepSound(seat.session, hashOf(task), sound);
  expect(hearMessage(seat.session, other.id, agent, now)).toMatchObject({ error: { code: 'task.notFound' } });
  expect(hearMessage(seat.session, his.id, agent, now)).toMatchObject({ error: { code: 'task.takenByOther' } });
  // What a colleague's session fetched stays for him.
  expect(wantedSounds(seat.session, agent)).toHaveLength(2);
  seat.session.directory.sounds.drop(hashOf(other));
  expect(wantedSounds(seat.session, agent).map(({ sha256 }) => sha256)).toEqual([hashOf(his)]);
});

it('is gone with its task, whether it was closed here or elsewhere', () => {
  const sounds = [sampleWav(), sampleWav(), sampleWav()];
  const [done, ended, open] = sounds.map((sound) => pulled(sound)) as [Task, Task, Task];
  [done, ended, open].forEach((task, nth) => keepSound(seat.session, hashOf(task), sounds[nth] ?? Buffer.alloc(0)));
  expect(changeKnownTask(seat.session, done.id, { type: 'done' }, agent, now)).toMatchObject({ ok: true });
  forgetSounds(seat.session);
  expect(kept().sort()).toEqual([hashOf(ended), hashOf(open)].sort());
  seat.session.directory.apply('tasks', [{ op: 'drop', id: ended.id }], uuidv7());
  forgetSounds(seat.session);
  expect(kept()).toEqual([hashOf(open)]);
});
