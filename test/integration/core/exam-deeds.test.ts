import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drillIdSchema, mutationIdSchema, type MutationId } from '../../../src/shared/ids.ts';
import type { CommandInput } from '../../../src/shared/ipc/contract.ts';
import { examAnswerSchema } from '../../../src/shared/sync/exam-wire.ts';
import type { Exam } from '../../../src/shared/training/exam.ts';
import type { KeptExamAct } from '../../../src/shared/training/kept-exam-act.ts';
import { resourcesFolder } from '../../fakes/server-process.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { demoPassword } from './demo-password.ts';
import { credentials } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, type Home } from './test-desk.ts';

let home: Home;
let centre: LiveCentre;
let core: KillableCore;
/** Opens the tests, at another desk that nothing happens to. */
let quality: TestSeat;

beforeAll(async () => {
  home = await makeHome();
  const agentsFile = join(home.path, 'agents.json');
  const listed = JSON.parse(await readFile(join(resourcesFolder, 'demo', 'agents.json'), 'utf8')) as {
    agents: { agentNo: string }[];
  };
  const agents = listed.agents.map((agent) => (agent.agentNo === '2088' ? { ...agent, role: 'quality' } : agent));
  await writeFile(agentsFile, JSON.stringify({ agents }));
  centre = await startLiveCentre(join(home.path, 'centre'), ['--agents', agentsFile]);
  await centre.configure(home.path);
  quality = new TestSeat(centre.url, '2088');
  await quality.signIn(demoPassword);
  core = await startCore(home.path, liveProfile);
});
afterAll(async () => {
  await core.kill();
  await centre.stop();
  await home.remove();
});

async function does(path: string, body: object): Promise<Exam> {
  const answer = await quality.request('POST', `/v1/exams/${path}`, body);
  expect(answer.status, path).toBe(200);
  return examAnswerSchema.parse(answer.body);
}

async function openExam(): Promise<string> {
  const id = randomUUID();
  await does('open', { id, trainee: '1001', second: '0031', questions: ['家里没电了怎么办', '电线掉地上了'] });
  return id;
}

type Kept = CommandInput<'exams:keep'>;
const deed = (examId: string, act: KeptExamAct): Kept => ({
  ...{ key: uuidv7() as MutationId, examId, at: Date.now(), act },
});
const unsent = async (): Promise<unknown[]> => (await core.get('exams:list', {})).unsent.map(({ act }) => act);
const isThrough = (): Promise<unknown> =>
  core.heard('syncChanged', ({ isOnline, waiting, sealedWaiting }) => isOnline && waiting + sealedWaiting === 0);

async function killAndReopen(): Promise<void> {
  const handle = core.handle();
  await core.kill();
  core = await startCore(home.path, liveProfile, handle);
}

test(
  'what was searched, answered and marked outlives the line and the core, and arrives once',
  { timeout: 240_000 },
  async () => {
    const examId = await openExam();
    await core.get('auth:signIn', credentials('1001'));
    await isThrough();
    await does('ask', { id: examId, nth: 0 });
    expect(await core.get('exams:list', {})).toMatchObject({ isOld: false, unsent: [], exams: [{ id: examId }] });

    // The line is away and the core is killed: the test is there as it stood, with what was done in it.
    centre.line.pullCable();
    const search: KeptExamAct = { type: 'search', nth: 0, words: '停电' };
    const answered = (nth: number): KeptExamAct => ({ type: 'answered', nth });
    const searched = deed(examId, search);
    for (const kept of [searched, deed(examId, answered(0))]) await core.get('exams:keep', kept);
    await killAndReopen();
    expect(await core.get('exams:list', {})).toMatchObject({
      ...{ isOld: true, exams: [{ id: examId, questions: [{ text: '家里没电了怎么办' }, { text: '…' }] }] },
      unsent: [{ act: search, by: '1001' }, { act: answered(0) }],
    });

    // The answer to the first push is lost as well, and the page, which heard none, tells the core again.
    centre.line.dropAnswers(1);
    centre.line.plugIn();
    await core.get('exams:keep', searched);
    await isThrough();
    await core.get('exams:keep', searched);
    await core.get('sync:now', {});
    expect(await unsent()).toEqual([]);
    const [first] = (await does('ask', { id: examId, nth: 1 })).questions;
    expect(first?.searches).toMatchObject([{ words: '停电', key: searched.key, at: searched.at }]);
    expect(first?.answeredAt).toBeGreaterThanOrEqual(searched.at);

    // Who signs in next delivers what another left.
    centre.line.pullCable();
    await core.get('exams:keep', deed(examId, answered(1)));
    await core.get('auth:signOut', {});
    centre.line.plugIn();
    await core.get('auth:signIn', credentials('0031'));
    await core.get('sync:now', {});
    const points = [5, 4, null, 3];
    const mark = (nth: number): KeptExamAct => ({ type: 'mark', nth, points, isFatal: false });
    for (const nth of [0, 1]) await core.get('exams:keep', deed(examId, mark(nth)));
    await core.get('sync:now', {});
    for (const nth of [0, 1]) await does('mark', { id: examId, nth, points: [5, 5, 5, 5], isFatal: false });
    const ended = await does('end', { id: examId });
    expect(ended.questions.map(({ marks }) => marks.map((given) => [given.by, given.points]))).toEqual(
      [0, 1].map(() => [
        ['0031', points],
        ['2088', [5, 5, 5, 5]],
      ]),
    );
  },
);

test('what the centre refuses is kept word for word until it was read', { timeout: 120_000 }, async () => {
  const examId = await openExam();
  await does('ask', { id: examId, nth: 0 });
  await does('answered', { id: examId, nth: 0 });
  await does('cancel', { id: examId });
  const given: KeptExamAct = { type: 'mark', nth: 0, points: [0, 1, 2, 3], isFatal: true, why: '让客户自己去合闸' };
  const late = deed(examId, given);
  await core.get('exams:keep', late);
  await core.heard('syncChanged', ({ blocked }) => blocked === 1);
  // What he was typing to ask on with is nobody's but his own: it lies in his seat, and makes no row.
  const typed = { examId, nth: 0, text: '那夜里 ', asked: { text: '那夜里', key: uuidv7() } };
  await core.get('exams:keepWords', { ...typed, text: '那夜' });
  await core.get('exams:keepWords', typed);
  await killAndReopen();
  expect(await core.get('exams:words', {})).toEqual([typed]);
  await core.get('exams:keepWords', { examId, nth: 0, text: '' });
  expect(await core.get('exams:words', {})).toEqual([]);
  const { unsent: left } = await core.get('exams:list', {});
  expect(left).toMatchObject([{ key: late.key, act: given, refusal: 'exam.over' }]);
  await core.get('exams:dismiss', { key: mutationIdSchema.parse(late.key) });
  await killAndReopen();
  expect(await unsent()).toEqual([]);
});

test('a recording of a drill reaches neither the outbox nor the line', { timeout: 120_000 }, async () => {
  await isThrough();
  const before = centre.line.passed.length;
  const drillId = drillIdSchema.parse(uuidv7());
  const sound = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(200_000, 7)]);
  const piece = { drillId, piece: 0, pieces: 1, ms: 9000, data: sound.toString('base64') };
  await expect(core.get('drills:record', { ...piece, data: 'AAAA' })).rejects.toThrow('recording.unreadable');
  await core.get('drills:record', piece);
  expect(await core.get('drills:recording', { drillId })).toEqual({ data: piece.data });
  await killAndReopen();
  expect(await core.get('drills:recordings', {})).toMatchObject([{ drillId, ms: 9000 }]);
  await core.get('sync:now', {});
  await isThrough();
  await core.get('drills:forgetRecording', { drillId });
  expect(await core.get('drills:recordings', {})).toEqual([]);
  // Everything that went to the centre meanwhile is what a seat asks on opening: nothing was pushed, nothing uploaded.
  const passed = centre.line.passed.slice(before);
  expect(passed.filter((request) => /push|attachments|training|recordings/u.test(request))).toEqual([]);
});
