import { expect, test } from 'vitest';
import { createExamStore, type ExamStore } from '../../../../../src/renderer/features/training/exam-store.ts';
import { agentNoSchema, type AgentNo } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import type { AskedExamAct } from '../../../../../src/shared/ipc/exam-commands.ts';
import { changeExam } from '../../../../../src/shared/training/change-exam.ts';
import { examSchema, type Exam } from '../../../../../src/shared/training/exam.ts';
import { applyDeed, type KeptExamAct, type UnsentExamDeed } from '../../../../../src/shared/training/kept-exam-act.ts';
import { manualClock, type ManualClock } from '../../../../fakes/manual-clock.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';

const trainee = agentNoSchema.parse('1001');
const examiner = agentNoSchema.parse('0031');
const id = '0197f2a4-0000-7000-8000-000000000001';
const asked: Exam = examSchema.parse({
  ...{ id, trainee, examiners: ['0031', '0032'], openedAt: 1 },
  questions: [{ text: '家里没电了怎么办', askedAt: 2, searches: [], marks: [] }],
});
const away = appError('server.unreachable', 'auto');
const search = (words: string): KeptExamAct => ({ type: 'search', nth: 0, words });
const answered: KeptExamAct = { type: 'answered', nth: 0 };
const mark = (first: number): KeptExamAct => ({ type: 'mark', nth: 0, points: [first, 5, 5, 5], isFatal: false });

interface Opened {
  readonly store: ExamStore;
  readonly desk: ScriptedDesk;
  readonly clock: ManualClock;
  /** What lies on the disk and the centre does not have. */
  readonly disk: UnsentExamDeed[];
  readonly line: { isThere: boolean };
  /** The centre takes what lies on the disk, or refuses it. */
  deliver(refusal?: string): Promise<void>;
  readonly done: () => readonly string[];
}

/** A desk that keeps what it is told to, and a centre that does what a real one does with the test. */
async function open(who: AgentNo, exam = asked, aheadMs = 0): Promise<Opened> {
  let there = exam;
  const disk: UnsentExamDeed[] = [];
  const line = { isThere: true };
  const clock = manualClock();
  const desk = scriptedDesk({
    'exams:list': () => ({ exams: [there], now: clock.now() + aheadMs, unsent: [...disk], isOld: !line.isThere }),
    'exams:keep': (deed) => {
      if (!disk.some(({ key }) => key === deed.key)) disk.push({ ...deed, by: who });
      return {};
    },
    'exams:dismiss': ({ key }) => {
      disk.splice(0, disk.length, ...disk.filter((deed) => deed.key !== key));
      return {};
    },
    'exams:act': ({ act }) => {
      const changed = changeExam(there, act, who, clock.now());
      if (typeof changed !== 'string') there = changed;
      return there;
    },
  });
  const store = createExamStore({ desk, now: clock.now, after: clock.after, who: () => who });
  await store.actions.load();
  return {
    ...{ store, desk, clock, disk, line },
    done: () => desk.calls.filter(({ name }) => name === 'exams:keep').map(({ input }) => typeOf(input)),
    async deliver(refusal) {
      for (const deed of disk.splice(0)) {
        const changed = applyDeed(there, deed, deed.by, clock.now());
        if (refusal !== undefined) disk.push({ ...deed, refusal });
        else if (typeof changed !== 'string') there = changed;
      }
      desk.tell('examsChanged', {});
      await desk.settled();
    },
  };
}

function typeOf(input: unknown): string {
  return (input as { act: { type: string } }).act.type;
}

test('what was done counts here at once, and as the centre has it once it has it', async () => {
  const { store, clock, disk, deliver } = await open(trainee, asked, 5000);
  expect(await store.actions.act(id, search('停电'))).toBe(true);
  clock.advance(1000);
  await store.actions.act(id, answered);
  expect(disk.map(({ at, act }) => [at - clock.now(), act.type])).toEqual([
    [4000, 'search'],
    [5000, 'answered'],
  ]);
  expect(store.getState().unsent).toHaveLength(2);
  expect(store.getState().exams[0]?.questions[0]).toMatchObject({
    searches: [{ words: '停电' }],
    answeredAt: disk[1]?.at,
  });
  const isAnswered: boolean[] = [];
  store.subscribe(({ exams }) => isAnswered.push(exams[0]?.questions[0]?.answeredAt !== undefined));
  await deliver();
  // Not for a moment is the question open again: a caller would ring anew.
  expect(new Set(isAnswered)).toEqual(new Set([true]));
  expect(store.getState()).toMatchObject({ unsent: [], error: undefined });
  expect(store.getState().exams[0]?.questions[0]?.searches).toHaveLength(1);
});

test('a window that is opened anew while the centre is away shows the test as it stood, with what was marked since', async () => {
  const said = { ...asked, questions: asked.questions.map((question) => ({ ...question, answeredAt: 3 })) };
  const before = await open(examiner, said);
  await before.store.actions.act(id, mark(4));
  before.line.isThere = false;
  const { clock, desk } = before;
  const after = createExamStore({ desk, now: clock.now, after: clock.after, who: () => examiner });
  await after.actions.load();
  expect(after.getState()).toMatchObject({ error: { code: 'server.unreachable' }, unsent: [{ act: mark(4) }] });
  expect(after.getState().exams[0]?.questions[0]?.marks).toMatchObject([{ by: examiner, points: [4, 5, 5, 5] }]);
});

test('a core that is killed in the middle loses nothing of it, in its order', async () => {
  const { store, desk, done } = await open(trainee);
  desk.lose();
  expect(await store.actions.act(id, search('欠费'))).toBe(false);
  await store.actions.act(id, answered);
  expect(await store.actions.flush()).toBe(false);
  expect(store.getState().unsent).toHaveLength(2);
  desk.attach();
  await desk.settled();
  expect(done()).toEqual(['search', 'answered']);
  expect(await store.actions.flush()).toBe(true);
});

test('a disk that is full is tried again', async () => {
  const { store, desk, clock, disk } = await open(trainee);
  desk.failNext('exams:keep', appError('storage.diskFull', 'user'));
  expect(await store.actions.act(id, answered)).toBe(false);
  expect(store.getState()).toMatchObject({
    ...{ error: { code: 'storage.diskFull' }, unsent: [{ act: answered }], unwritten: 1 },
  });
  clock.advance(3000);
  await desk.settled();
  expect(disk).toMatchObject([{ act: answered }]);
});

test('what the centre refused is there word for word until it was read, and counts no more', async () => {
  const { store, deliver, disk } = await open(trainee);
  await store.actions.act(id, search('停电'));
  await deliver('exam.over');
  const [refused] = store.getState().unsent;
  expect(refused).toMatchObject({ refusal: 'exam.over', act: { words: '停电' } });
  expect(store.getState().exams[0]?.questions[0]?.searches).toEqual([]);
  if (refused) await store.actions.dismiss(refused.key);
  expect(store.getState().unsent).toEqual([]);
  expect(disk).toEqual([]);
});

test('a mark that takes the place of another is the later one, however the clocks go', async () => {
  const { store, clock, disk } = await open(examiner, {
    ...asked,
    questions: asked.questions.map((question) => ({ ...question, answeredAt: 3 })),
  });
  await store.actions.act(id, mark(4));
  clock.gap(-60_000);
  await store.actions.act(id, mark(3));
  expect((disk[1]?.at ?? 0) - (disk[0]?.at ?? 0)).toBe(1);
  expect(store.getState().exams[0]?.questions[0]?.marks).toMatchObject([{ points: [3, 5, 5, 5] }]);
});

test('what is typed arrives as the centre takes it', async () => {
  const { store, disk } = await open(trainee);
  await store.actions.act(id, search('停电\u0000 \ud83d'));
  expect(disk).toMatchObject([{ act: { words: '停电 \ufffd' } }]);
});

test('what its doer can do again is not done behind his back, and comes after what he did before', async () => {
  const { store, desk } = await open(examiner, asked);
  desk.failNext('exams:act', away);
  expect(await store.actions.act(id, { type: 'cancel' })).toBe(false);
  expect(store.getState()).toMatchObject({ unsent: [], error: { code: 'server.unreachable' } });
  await store.actions.act(id, answered);
  const followUp: AskedExamAct = { type: 'followUp', nth: 0, key: id, text: '还有呢' };
  expect(await store.actions.act(id, followUp)).toBe(true);
  expect(desk.calls.map(({ name }) => name).slice(-2)).toEqual(['exams:keep', 'exams:act']);
});

test('signed out, nothing is tried any more, and what lies on the disk is the core’s', async () => {
  const { store, desk, clock, done } = await open(trainee);
  desk.lose();
  await store.actions.act(id, search('停电'));
  store.actions.clear();
  desk.attach();
  clock.advance(10_000);
  await desk.settled();
  expect(done()).toEqual([]);
  expect(store.getState()).toMatchObject({ unsent: [], exams: [] });
});

test('what was typed last is said before the answer', async () => {
  const { store, desk, done } = await open(trainee);
  store.actions.onAnswering(() => void store.actions.act(id, search('吞卡')));
  await store.actions.act(id, answered);
  await desk.settled();
  expect(done()).toEqual(['search', 'answered']);
});

test('opened again after a lost answer it is the same test, with other choices another one', async () => {
  const { store, desk } = await open(examiner);
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
