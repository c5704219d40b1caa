import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutationIdSchema } from '../../../src/shared/ids.ts';
import { examAnswerSchema, examsAnswerSchema } from '../../../src/shared/sync/exam-wire.ts';
import {
  examSeriesAnswerSchema,
  examSeriesSchema,
  type ExamSeries,
} from '../../../src/shared/sync/exam-series-wire.ts';
import { trainingPageSchema } from '../../../src/shared/sync/training-wire.ts';
import { examResult, examSchema, type Exam } from '../../../src/shared/training/exam.ts';
import type { KeptExamAct } from '../../../src/shared/training/kept-exam-act.ts';
import type { SignedMutation, TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('pass tests', (kind) => {
  let centre: TestCentre;
  let trainee: TestSeat;
  let first: TestSeat;
  let second: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    trainee = await centre.openSeat({ role: 'trainee' });
    first = await centre.openSeat({ role: 'leader' });
    second = await centre.openSeat({ role: 'quality' });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const post = (seat: TestSeat, path: string, body: object) => seat.request('POST', `/v1/exams/${path}`, body);
  const done = async (seat: TestSeat, path: string, body: object): Promise<Exam> => {
    const answer = await post(seat, path, body);
    expect(answer.status, path).toBe(200);
    return examAnswerSchema.parse(answer.body);
  };
  const listed = async (seat: TestSeat): Promise<readonly Exam[]> =>
    examsAnswerSchema.parse((await seat.request('GET', '/v1/exams')).body).exams;
  const sheet = (questions: readonly string[]) => ({
    ...{ id: randomUUID(), trainee: trainee.agentNo, second: second.agentNo, questions },
  });
  const fullMarks = { points: [5, 5, null, 4], isFatal: false };
  /** As a desk tells of what can't be done again: signed, whenever it gets there. */
  const deedOf = (seat: TestSeat, examId: string, at: number, act: KeptExamAct): SignedMutation => {
    const body = { examId, at, act };
    const id = mutationIdSchema.parse(uuidv7());
    return seat.signMutation(seat.compose({ kind: 'exam.act', entityId: id, seq: 1, body }, { id }));
  };

  test('two examiners lead a trainee through his questions and mark him, each by himself, until the end', async () => {
    const request = sheet(['家里没电了怎么办', '电线掉地上了']);
    const { id } = request;
    await done(first, 'open', request);
    // The answer was lost: sent again it is the same test.
    expect((await done(first, 'open', request)).openedAt).toBe((await listed(first))[0]?.openedAt);
    for (const nth of [0, 1]) {
      await done(first, 'ask', { id, nth });
      expect((await listed(trainee))[0]?.questions.map(({ text }) => text)[1]).toBe(nth === 0 ? '…' : '电线掉地上了');
      await done(trainee, 'search', { id, words: '停电' });
      await done(trainee, 'answered', { id });
      await Promise.all([first, second].map((examiner) => done(examiner, 'mark', { id, nth, ...fullMarks })));
      expect((await listed(second))[0]?.questions[nth]?.marks.map(({ by }) => by)).toEqual([second.agentNo]);
    }
    const ended = await done(second, 'end', { id });
    expect(ended.questions.map(({ marks }) => marks.length)).toEqual([2, 2]);
    expect(ended.questions[0]?.searches).toMatchObject([{ words: '停电' }]);
    expect(examResult(ended)).toMatchObject({ isPassed: true, score: 95 });
    expect(await listed(trainee)).toEqual([ended]);
  });

  test('refuses what is not the time for, what belongs to the other side, and whoever takes no part', async () => {
    const request = sheet(['家里没电了怎么办']);
    const { id } = request;
    await done(first, 'open', request);
    const other = await centre.openSeat({ role: 'leader' });
    expect(await post(trainee, 'ask', { id, nth: 0 })).toMatchObject({ status: 403 });
    expect(await post(trainee, 'answered', { id })).toMatchObject({ status: 400 });
    expect(await post(first, 'mark', { id, nth: 0, ...fullMarks })).toMatchObject({ status: 400 });
    expect(await post(first, 'end', { id })).toMatchObject({ status: 400 });
    for (const path of ['ask', 'answered'])
      expect(await post(other, path, { id, nth: 0 })).toMatchObject({ status: 404 });
    expect(await listed(other)).toEqual([]);
    // A trainee who went away holds nobody up: an examiner ends the question in his place.
    await done(first, 'ask', { id, nth: 0 });
    expect((await done(second, 'answered', { id, nth: 0 })).questions[0]).toMatchObject({ endedBy: second.agentNo });
    for (const examiner of [first, second]) await done(examiner, 'mark', { id, nth: 0, ...fullMarks });
    expect((await done(first, 'end', { id })).endedAt).toBeDefined();
  });

  test('takes what was done while a desk was away, once, in whichever order, and says why it does not take it', async () => {
    const request = sheet(['家里没电了怎么办', '电线掉地上了']);
    const { id } = request;
    await done(first, 'open', request);
    const { askedAt = 0 } = (await done(first, 'ask', { id, nth: 0 })).questions[0] ?? {};
    const search = deedOf(trainee, id, askedAt + 1, { type: 'search', nth: 0, words: '停电' });
    const answered = deedOf(trainee, id, askedAt + 2, { type: 'answered', nth: 0 });
    const [later, earlier] = [4, 1].map((points) => {
      const act: KeptExamAct = { type: 'mark', nth: 0, points: [points, 5, 5, 5], isFatal: false };
      return deedOf(first, id, askedAt + 10 + points, act);
    }) as [SignedMutation, SignedMutation];
    // Too early: nothing is kept of it, and it is judged anew.
    expect(await first.push(later)).toMatchObject([{ outcome: 'rejected', code: 'exam.notNow' }]);
    const ear = second.openLive();
    await ear.opened;
    ear.say({ type: 'signedOn', at: 1, place: 'B', now: 1 });
    await ear.told('seated');
    expect(await trainee.push(answered, search)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    await ear.told('exams');
    ear.socket.terminate();
    expect(await trainee.push(search)).toMatchObject([{ outcome: 'duplicate' }]);
    expect(await first.push(later, earlier)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    const found = async (): Promise<Exam | undefined> => (await listed(first)).find((exam) => exam.id === id);
    expect((await found())?.questions[0]).toMatchObject({
      ...{ searches: [{ words: '停电' }], answeredAt: askedAt + 2 },
      marks: [{ by: first.agentNo, points: [4, 5, 5, 5] }],
    });
    const stranger = await centre.openSeat({ role: 'leader' });
    const refused = async (seat: TestSeat, act: KeptExamAct, examId: string = id): Promise<unknown> =>
      (await seat.push(deedOf(seat, examId, askedAt, act)))[0]?.code;
    const mark: KeptExamAct = { type: 'mark', nth: 0, ...fullMarks };
    expect(await refused(stranger, mark)).toBe('exam.unknown');
    expect(await refused(first, mark, randomUUID())).toBe('exam.unknown');
    expect(await refused(trainee, mark)).toBe('exam.notYours');
    expect(await refused(first, { ...mark, points: [6, 5, 5, 5] })).toBe('mutation.invalid');
    await done(first, 'cancel', { id });
    expect(await refused(second, mark)).toBe('exam.over');
  });

  test('asks for two examiners who teach, neither of them the trainee', async () => {
    const agent = await centre.openSeat();
    const wrong = async (change: object): Promise<unknown> =>
      (await post(first, 'open', { ...sheet(['电线掉地上了']), ...change })).body;
    const field = (name: string) => ({ params: { field: name } });
    expect(await wrong({ second: agent.agentNo })).toMatchObject(field('second'));
    expect(await wrong({ second: first.agentNo })).toMatchObject(field('second'));
    expect(await wrong({ trainee: first.agentNo })).toMatchObject(field('trainee'));
    expect(await wrong({ trainee: 'XX99' })).toMatchObject(field('trainee'));
    for (const text of ['电\u0000', '电\ud83d']) {
      expect(await wrong({ questions: [text] })).toMatchObject({ code: 'request.invalid' });
    }
    expect(await post(agent, 'open', sheet(['电线掉地上了']))).toMatchObject({ status: 403 });
    const taken = sheet(['电线掉地上了']);
    await done(first, 'open', taken);
    expect((await post(second, 'open', { ...taken, second: first.agentNo })).body).toMatchObject(field('id'));
  });

  test('an examiner asks on and steers the caller while the question is the one in hand; sent twice it is once', async () => {
    const request = sheet(['家里没电了怎么办', '电线掉地上了']);
    const { id } = request;
    await done(first, 'open', request);
    const on = { id, nth: 0, key: randomUUID(), text: '邻居家有电，说明什么' };
    const steer = { id, nth: 0, key: randomUUID(), wish: { kind: 'step', step: 'angry' } };
    expect(await post(first, 'followUp', on)).toMatchObject({ status: 400 });
    await done(first, 'ask', { id, nth: 0, scenario: 'zh-outage-report' });
    expect(await post(trainee, 'followUp', on)).toMatchObject({ status: 403 });
    expect(await post(trainee, 'steer', steer)).toMatchObject({ status: 403 });
    // Both at once, and one of them lost its answer.
    await Promise.all([done(first, 'followUp', on), done(second, 'followUp', { ...on, key: randomUUID() })]);
    await done(first, 'followUp', on);
    await Promise.all([done(first, 'steer', steer), done(first, 'steer', steer)]);
    await done(second, 'steer', { ...steer, key: randomUUID(), wish: { kind: 'hangUp' } });
    const seen = (await listed(trainee)).find((exam) => exam.id === id);
    expect(seen?.questions.map(({ text, after }) => [text, after])).toEqual([
      ['家里没电了怎么办', undefined],
      ['…', undefined],
      ...[1, 2].map(() => ['邻居家有电，说明什么', 0]),
    ]);
    expect(seen?.questions[0]?.call).toMatchObject({
      ...{ scenario: 'zh-outage-report', steers: [{ wish: { step: 'angry' } }, { wish: { kind: 'hangUp' } }] },
    });
    for (const nth of [0, 2, 3]) {
      await done(trainee, 'search', { id, words: '停电', article: '家里停电', key: randomUUID(), agoMs: 86_400_000 });
      await done(trainee, 'answered', { id, nth });
    }
    expect(await post(first, 'steer', { ...steer, key: randomUUID() })).toMatchObject({ status: 400 });
    await done(first, 'ask', { id, nth: 1 });
    expect(await post(first, 'followUp', { ...on, key: randomUUID() })).toMatchObject({ status: 400 });
    const { questions } = await done(first, 'cancel', { id });
    for (const { askedAt = 0, answeredAt = 0, searches } of [0, 2, 3].flatMap((nth) => questions[nth] ?? [])) {
      expect(answeredAt).toBeGreaterThanOrEqual(askedAt);
      for (const { at } of searches) expect(at).toBeGreaterThanOrEqual(askedAt);
    }
  });

  test('lists all that is not over, however much has ended since, and the rest page by page', async () => {
    const pupil = await centre.openSeat({ role: 'trainee' });
    const request = () => ({ ...sheet(['电线掉地上了']), trainee: pupil.agentNo });
    const old = request();
    await done(first, 'open', old);
    for (let nth = 0; nth < 23; nth += 1) {
      const { id } = await done(first, 'open', request());
      await done(first, 'cancel', { id });
    }
    const page = async (query: string) =>
      examsAnswerSchema.parse((await pupil.request('GET', `/v1/exams${query}`)).body);
    const newest = await page('');
    expect(newest.exams).toHaveLength(21);
    expect(newest.exams[0]?.id).toBe(old.id);
    const rest = await page(`?cursor=${newest.cursor ?? ''}`);
    expect(rest.exams).toHaveLength(3);
    expect(rest.cursor).toBeUndefined();
    expect(new Set([...newest.exams, ...rest.exams].map(({ id }) => id)).size).toBe(24);
    expect(await pupil.request('GET', '/v1/exams?cursor=nonsense')).toMatchObject({ status: 404 });
  });

  test('opens a month’s exams by lot, says who has not sat his, and writes the result into his training file', async () => {
    const people = await Promise.all([1, 2].map(() => centre.openSeat({ role: 'trainee' })));
    const [one, two] = people as [TestSeat, TestSeat];
    const pool = ['power', 'bank'].flatMap((area) =>
      Array.from({ length: 4 }, (_, nth) => ({ text: `${area} ${String(nth)}`, area })),
    );
    const order = {
      ...{ id: randomUUID(), month: '2026-11', minutes: 30, passMark: 60, count: 4, pool },
      ...{ people: people.map(({ agentNo }) => agentNo), examiners: [first.agentNo, second.agentNo] },
    };
    const opened = async (body: object): Promise<ExamSeries> =>
      examSeriesSchema.parse((await post(first, 'series/open', body)).body);
    const series = await opened(order);
    expect(await opened(order)).toEqual(series);
    expect(series.people.map(({ standing }) => standing)).toEqual(['waiting', 'waiting']);
    const field = (name: string) => ({ params: { field: name } });
    for (const [name, change] of Object.entries({
      examiners: { examiners: [first.agentNo, one.agentNo] },
      people: { people: [first.agentNo] },
      count: { count: 9 },
      pool: { pool: [...pool, pool[0]] },
    }))
      expect((await post(first, 'series/open', { ...order, id: randomUUID(), ...change })).body).toMatchObject(
        field(name),
      );
    expect(await post(one, 'series/open', order)).toMatchObject({ status: 403 });
    // Who knows the questions sits none of it, also where two others examine.
    const third = await centre.openSeat({ role: 'leader' });
    const own = { ...order, id: randomUUID(), people: [one.agentNo, third.agentNo] };
    expect((await post(third, 'series/open', own)).body).toMatchObject(field('people'));

    const drawn = async (seat: TestSeat): Promise<Exam> =>
      (await listed(first)).find(({ trainee: who, endedAt }) => who === seat.agentNo && endedAt === undefined)!;
    const mine = await drawn(one);
    expect(mine.questions.map(({ text }) => text.split(' ')[0]).sort()).toEqual(['bank', 'bank', 'power', 'power']);
    const { id } = mine;
    for (const nth of [0, 1, 2, 3]) {
      await done(second, 'ask', { id, nth });
      await done(one, 'answered', { id, nth });
      for (const by of [first, second]) await done(by, 'mark', { id, nth, ...fullMarks });
    }
    await done(first, 'end', { id });
    await done(first, 'end', { id });
    const all = examSeriesAnswerSchema.parse((await second.request('GET', '/v1/exams/series')).body).series;
    expect(all.find((each) => each.id === series.id)?.people).toMatchObject([
      { agentNo: one.agentNo, standing: 'passed', score: 95 },
      { agentNo: two.agentNo, standing: 'waiting' },
    ]);
    const file = trainingPageSchema.parse((await one.request('GET', '/v1/training/own')).body);
    expect(file.entries).toMatchObject([{ kind: 'exam', result: { examId: id, score: 95, month: '2026-11' } }]);

    // The next one has nothing of what he had.
    await opened({ ...order, id: randomUUID(), month: '2026-12' });
    const next = await drawn(one);
    const had = mine.questions.map(({ text }) => text);
    expect(next.questions.filter(({ text }) => had.includes(text))).toEqual([]);
  });

  test('says of a series what the sheets of its people say, and reads no sheet of an exam that is over', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => centre.openSeat({ role: 'trainee' })));
    const [passed, failed, cancelled, running] = people as [TestSeat, TestSeat, TestSeat, TestSeat];
    // A text that looks like what is kept of a question that was asked.
    const pool = [{ text: '","askedAt":1,"isCancelled":true', area: 'power' }];
    const { id: series } = examSeriesSchema.parse(
      (
        await post(first, 'series/open', {
          ...{ id: randomUUID(), month: '2026-11', minutes: 30, passMark: 60, count: 1, pool },
          ...{ people: people.map(({ agentNo }) => agentNo), examiners: [first.agentNo, second.agentNo] },
        })
      ).body,
    );
    const idOf = async ({ agentNo }: TestSeat): Promise<string> =>
      (await listed(first)).find(({ trainee: who }) => who === agentNo)?.id ?? '';
    for (const [seat, marks] of [
      [passed, fullMarks],
      [failed, { points: [1, 0, 2, 3], isFatal: false }],
    ] as const) {
      const id = await idOf(seat);
      await done(second, 'ask', { id, nth: 0 });
      await done(seat, 'answered', { id });
      for (const by of [first, second]) await done(by, 'mark', { id, nth: 0, ...marks });
      await done(first, 'end', { id });
    }
    const given = await idOf(cancelled);
    await done(first, 'ask', { id: given, nth: 0 });
    await done(first, 'cancel', { id: given });
    await done(first, 'ask', { id: await idOf(running), nth: 0 });

    const sheets = await centre.engine.query<{ body: string }>(
      'SELECT body FROM exams WHERE series = $1 ORDER BY trainee, id',
      [series],
    );
    const wanted = sheets.map(({ body }) => {
      const exam = examSchema.parse(JSON.parse(body));
      const result = examResult(exam);
      const open = exam.questions.some(({ askedAt }) => askedAt !== undefined) ? 'running' : 'waiting';
      const over = exam.isCancelled ? 'cancelled' : result?.isPassed ? 'passed' : 'failed';
      const standing = exam.endedAt === undefined ? open : over;
      return { agentNo: exam.trainee, examId: exam.id, standing, ...(result && { score: result.score }) };
    });
    const told = async (): Promise<unknown> =>
      examSeriesAnswerSchema
        .parse((await second.request('GET', '/v1/exams/series')).body)
        .series.find(({ id }) => id === series)?.people;
    expect(await told()).toEqual(wanted);
    expect(wanted.map(({ standing }) => standing).sort()).toEqual([
      ...['cancelled', 'failed', 'passed', 'running', 'waiting'],
    ]);
    await centre.engine.query("UPDATE exams SET body = '' WHERE series = $1 AND ended_at IS NOT NULL", [series]);
    expect(await told()).toEqual(wanted);
    await centre.engine.query('DELETE FROM exams WHERE series = $1', [series]);
  });
});
