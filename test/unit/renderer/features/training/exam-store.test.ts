import { expect, test } from 'vitest';
import { createExamStore, type ExamStore } from '../../../../../src/renderer/features/training/exam-store.ts';
import { agentNoSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { changeExam, type ExamAct } from '../../../../../src/shared/training/change-exam.ts';
import { examSchema, type Exam } from '../../../../../src/shared/training/exam.ts';
import { manualClock, type ManualClock } from '../../../../fakes/manual-clock.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';

const trainee = agentNoSchema.parse('1001');
const id = '0197f2a4-0000-7000-8000-000000000001';
const asked: Exam = examSchema.parse({
  ...{ id, trainee, examiners: ['0031', '0032'], openedAt: 1 },
  questions: [{ text: '家里没电了怎么办', askedAt: 2, searches: [], marks: [] }],
});
const away = appError('server.unreachable', 'auto');
const search = (words: string): ExamAct => ({ type: 'search', words });

interface Opened {
  readonly store: ExamStore;
  readonly desk: ScriptedDesk;
  readonly clock: ManualClock;
  /** What the centre took, in its order. */
  readonly acts: ExamAct[];
}

/** A desk at a centre that does what a real one does with the test. */
async function open(ahead = 0): Promise<Opened> {
  let exam = asked;
  const acts: ExamAct[] = [];
  const clock = manualClock();
  const desk = scriptedDesk({
    'exams:list': () => ({ exams: [exam], now: clock.now() + ahead }),
    'exams:act': ({ act }) => {
      acts.push(act);
      const changed = changeExam(exam, act, trainee, clock.now());
      if (typeof changed !== 'string') exam = changed;
      return exam;
    },
  });
  const store = createExamStore({ desk, now: clock.now, ticks: clock.now, after: clock.after });
  await store.actions.load();
  return { store, desk, clock, acts };
}

test('what the trainee did while the centre was away is kept, said, and arrives in its order with its time', async () => {
  const { store, desk, clock, acts } = await open();
  desk.failNext('exams:act', away);
  await store.actions.act(id, search('停电'));
  expect(store.getState()).toMatchObject({ unsent: 1, error: { code: 'server.unreachable' } });
  clock.advance(1000);
  // The next one tries again at once, and again it is away.
  desk.failNext('exams:act', away);
  await store.actions.act(id, { type: 'answered', nth: 0 });
  expect(store.getState().unsent).toBe(2);
  clock.advance(3000);
  await desk.settled();
  expect(acts).toMatchObject([
    { type: 'search', words: '停电', agoMs: 4000 },
    { type: 'answered', nth: 0, agoMs: 3000 },
  ]);
  expect(store.getState()).toMatchObject({ unsent: 0, error: undefined });
});

test('a core that is killed in the middle loses nothing of it', async () => {
  const { store, desk, acts } = await open();
  desk.lose();
  await store.actions.act(id, search('欠费'));
  expect(store.getState().unsent).toBe(1);
  desk.attach();
  await desk.settled();
  expect(acts).toMatchObject([{ type: 'search', words: '欠费' }]);
  expect(store.getState()).toMatchObject({ unsent: 0, exams: [{ questions: [{ searches: [{ words: '欠费' }] }] }] });
});

test('what its doer can do again is not done behind his back', async () => {
  const { store, desk, clock, acts } = await open();
  desk.failNext('exams:act', away);
  await store.actions.act(id, { type: 'cancel' });
  expect(store.getState()).toMatchObject({ unsent: 0, error: { code: 'server.unreachable' } });
  clock.advance(60_000);
  await desk.settled();
  expect(acts).toEqual([]);
});

test('whatever this machine takes the time to be, the centre’s is known', async () => {
  const twoDays = 2 * 86_400_000;
  expect((await open(twoDays)).store.getState().aheadMs).toBe(twoDays);
});

test('signed out, nothing waits any more', async () => {
  const { store, desk, clock, acts } = await open();
  desk.failNext('exams:act', away);
  await store.actions.act(id, search('停电'));
  store.actions.clear();
  clock.advance(10_000);
  await desk.settled();
  expect(acts).toEqual([]);
  expect(store.getState()).toMatchObject({ unsent: 0, exams: [] });
});

test('what was typed last is said before the answer', async () => {
  const { store, desk, acts } = await open();
  store.actions.onAnswering(() => void store.actions.act(id, search('吞卡')));
  await store.actions.act(id, { type: 'answered', nth: 0 });
  await desk.settled();
  expect(acts.map(({ type }) => type)).toEqual(['search', 'answered']);
});

test('what waits is tried once more before its doer leaves; a session that ended keeps it', async () => {
  const { store, desk, acts } = await open();
  for (const error of [appError('auth.sessionExpired', 'user'), away]) desk.failNext('exams:act', error);
  expect(await store.actions.act(id, { type: 'answered', nth: 0 })).toBe(false);
  expect(store.getState().unsent).toBe(1);
  expect(await store.actions.flush()).toBe(false);
  expect(await store.actions.flush()).toBe(true);
  expect(acts).toMatchObject([{ type: 'answered' }]);
});

test('opened again after a lost answer it is the same test, with other choices another one', async () => {
  const { store, desk } = await open();
  const wanted = { trainee, second: agentNoSchema.parse('0032'), questions: ['吞卡'] };
  for (const questions of [['吞卡'], ['吞卡'], ['停电']]) {
    desk.failNext('exams:open', away);
    expect(await store.actions.open({ ...wanted, questions })).toBe(false);
  }
  const ids = desk.calls.flatMap(({ name, input }) => (name === 'exams:open' ? [(input as { id: string }).id] : []));
  expect(ids).toHaveLength(3);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('says whether the centre took a follow-up, so that its words stay where it did not', async () => {
  const { store, desk } = await open();
  const followUp: ExamAct = { type: 'followUp', nth: 0, key: id, text: '还有呢' };
  desk.failNext('exams:act', away);
  expect(await store.actions.act(id, followUp)).toBe(false);
  expect(store.getState().unsent).toBe(0);
  expect(await store.actions.act(id, followUp)).toBe(true);
});
