import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examAnswerSchema, examsAnswerSchema } from '../../../src/shared/sync/exam-wire.ts';
import { examResult, type Exam } from '../../../src/shared/training/exam.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
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
    expect(await post(other, 'ask', { id, nth: 0 })).toMatchObject({ status: 404 });
    expect(await listed(other)).toEqual([]);
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
    expect(await post(agent, 'open', sheet(['电线掉地上了']))).toMatchObject({ status: 403 });
    const taken = sheet(['电线掉地上了']);
    await done(first, 'open', taken);
    expect((await post(second, 'open', { ...taken, second: first.agentNo })).body).toMatchObject(field('id'));
  });
});
