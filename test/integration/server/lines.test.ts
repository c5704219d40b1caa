import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxRecordingBytes, publishedLineSchema, type LineProposal } from '../../../src/shared/domain/line-proposal.ts';
import { sealRow, type MutationSketch, type TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('lines that speakers propose', (kind) => {
  let centre: TestCentre;
  let speaker: TestSeat;
  let leader: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    [speaker, leader] = [await centre.openSeat(), await centre.openSeat({ role: 'leader' })];
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  /** As long as a recording may be. */
  const sound = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(maxRecordingBytes - 4, 7)]);
  const proposalOf = (more: Partial<LineProposal> = {}): LineProposal => ({
    ...{ id: uuidv7(), lang: 'zh-Hans', moment: 'closing.else', baseVersion: 3 },
    line: { text: '请问还有什么可以帮您？', reading: 'qǐng wèn hái yǒu shén me kě yǐ bāng nín' },
    author: speaker.agentNo,
    proposedAt: 1_790_000_000_000,
    ...more,
  });
  type Sound = { sound?: string };
  const propose = (proposal: LineProposal & Sound): MutationSketch => ({
    ...{ kind: 'line.propose', entityId: proposal.id, seq: 1, body: proposal },
  });
  const decide = (proposalId: string, verdict: 'approved' | 'returned', reason?: string): MutationSketch => ({
    ...{ kind: 'line.decide', entityId: proposalId, seq: 2 },
    body: { proposalId, verdict, ...(reason !== undefined && { reason }) },
  });
  const send = async (from: TestSeat, sketch: MutationSketch) => {
    const [outcome] = await from.push(from.signMutation(from.compose(sketch)));
    return outcome;
  };
  const told = async (id: string) => {
    const item = (await leader.pullAll('lines')).items.findLast((one) => one.id === id);
    return item?.op === 'put' ? publishedLineSchema.parse(item.body) : undefined;
  };
  const proposed = async (more: Partial<LineProposal & Sound> = {}) => {
    const proposal: LineProposal & Sound = proposalOf(more);
    expect(await send(speaker, propose(proposal))).toMatchObject({ outcome: 'applied' });
    return proposal;
  };

  test('what one desk proposes waits at every desk, with its recording', async () => {
    const recording = uuidv7();
    const { sound: _, ...proposal } = await proposed({ recording, sound: sound.toString('base64') });
    expect(await told(proposal.id)).toEqual(proposal);
    const heard = (await leader.pullAll('recordings')).items.find(({ id }) => id === recording);
    expect(heard).toMatchObject({ op: 'put', body: { id: recording, data: sound.toString('base64') } });
    expect(await send(speaker, propose(proposal))).toMatchObject({ outcome: 'applied' });
  });

  test('the longest recording fits a sealed row, too', async () => {
    const proposal = { ...proposalOf(), recording: uuidv7(), sound: sound.toString('base64') };
    const row = speaker.signMutation(speaker.compose(propose(proposal)));
    const sealed = await sealRow(centre.sealingKey, row);
    expect(await leader.pushSealed({ id: row.id, sealed })).toMatchObject([{ outcome: 'applied' }]);
    expect(await told(proposal.id)).toMatchObject({ recording: proposal.recording });
  });

  test('a leader approves it: it is above what the line was, and says who', async () => {
    const { id, line } = await proposed();
    expect(await send(leader, decide(id, 'approved'))).toMatchObject({ outcome: 'applied' });
    const first = await told(id);
    expect(first?.decision).toMatchObject({ verdict: 'approved', by: leader.agentNo });
    expect(first?.phrase).toMatchObject({ ...line, status: 'approved', reviewer: leader.agentNo, version: 4 });
    const second = await proposed({ line: { text: '您还有别的事吗？', reading: 'nín hái yǒu bié de shì ma' } });
    await send(leader, decide(second.id, 'approved'));
    expect((await told(second.id))?.phrase?.version).toBe(5);
  });

  test('a leader returns it with the reason, and nothing comes into use', async () => {
    const { id } = await proposed();
    await send(leader, decide(id, 'returned', '太长'));
    const line = await told(id);
    expect(line).toMatchObject({ decision: { verdict: 'returned', reason: '太长' } });
    expect(line?.phrase).toBeUndefined();
  });

  test('who is no leader decides nothing, and it stays on record that he tried', async () => {
    const { id } = await proposed();
    const other = await centre.openSeat();
    expect(await send(other, decide(id, 'approved'))).toMatchObject({ outcome: 'rejected', code: 'line.notALeader' });
    expect((await told(id))?.decision).toBeUndefined();
    await send(leader, decide(id, 'approved'));
    const noted = await centre.engine.query(
      'SELECT agent_no, deed, clash FROM line_changes WHERE proposal_id = $1 ORDER BY received_at, deed DESC, clash',
      [id],
    );
    expect(noted).toEqual([
      { agent_no: speaker.agentNo, deed: 'proposed', clash: null },
      { agent_no: other.agentNo, deed: 'approved', clash: 'line.notALeader' },
      { agent_no: leader.agentNo, deed: 'approved', clash: null },
    ]);
  });

  test('nobody decides on his own line, and the first decision stays', async () => {
    const own = proposalOf({ author: leader.agentNo });
    await send(leader, propose(own));
    expect(await send(leader, decide(own.id, 'approved'))).toMatchObject({ code: 'line.ownProposal' });
    const { id } = await proposed();
    await send(leader, decide(id, 'returned', '太长'));
    expect(await send(leader, decide(id, 'returned'))).toMatchObject({ outcome: 'applied' });
    expect(await send(leader, decide(id, 'approved'))).toMatchObject({ outcome: 'conflict', code: 'line.decided' });
  });

  test('a decision that overtook its proposal is judged anew when it comes again', async () => {
    const proposal = proposalOf();
    const early = leader.signMutation(leader.compose(decide(proposal.id, 'returned', '太长')));
    expect(await leader.push(early)).toMatchObject([{ outcome: 'rejected', code: 'line.unknown' }]);
    expect(await send(speaker, propose(proposal))).toMatchObject({ outcome: 'applied' });
    expect(await leader.push(early, early)).toMatchObject([{ outcome: 'applied' }, { outcome: 'duplicate' }]);
  });

  test.each([
    ['author', 'mutation.invalid', { author: '9999' as LineProposal['author'] }],
    ['lang', 'line.notYourLanguage', { lang: 'adx' as const }],
    ['moment', 'mutation.invalid', { moment: 'nobody.knows' }],
    ['line.text', 'mutation.invalid', { line: { text: '请稍等 {nobody}' } }],
    ['line.text', 'mutation.invalid', { line: { text: '請問還有什麼可以幫您？' } }],
    ['sound', 'mutation.invalid', { recording: uuidv7() }],
    ['sound', 'mutation.invalid', { recording: uuidv7(), sound: Buffer.from('<html>').toString('base64') }],
  ])('one with a wrong %s is refused (%s)', async (field, code, more) => {
    expect(await send(speaker, propose(proposalOf(more)))).toMatchObject({ outcome: 'rejected', code, field });
  });

  test('nobody puts another sound in the place of a recording', async () => {
    const recording = uuidv7();
    await proposed({ recording, sound: sound.toString('base64') });
    const other = Buffer.from([0x4f, 0x67, 0x67, 0x53, 1]).toString('base64');
    const swapped = { ...proposalOf(), recording, sound: other };
    expect(await send(speaker, propose(swapped))).toMatchObject({ outcome: 'rejected', field: 'sound' });
  });
});
