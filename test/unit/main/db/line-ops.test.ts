import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { lineOps } from '../../../../src/main/db/lines/line-ops.ts';
import type { LeaderHand } from '../../../../src/main/db/confirm-leader.ts';
import { applyLinePage, settleDecisions } from '../../../../src/main/db/lines/shared-lines.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { createSeatOps, type SeatOps } from '../../../../src/main/db/seat-ops.ts';
import { newMutationId } from '../../../../src/main/db/seat-session.ts';
import type { KnowledgeStore } from '../../../../src/main/db/knowledge-store.ts';
import type { LineDecision, SealedRow, SeatStore } from '../../../../src/main/db/seat-store.ts';
import { decideLines, type LineContext } from '../../../../src/main/features/packs/line-work.ts';
import type { LineDraft, LineProposal, PublishedLine } from '../../../../src/shared/domain/line-proposal.ts';
import type { Phrase } from '../../../../src/shared/domain/phrase.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { ok } from '../../../../src/shared/ipc/result.ts';
import type { PullItem, PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const speaker = agentNoSchema.parse('9527');
const leader = agentNoSchema.parse('0031');
let seat: MemorySeat;
let ops: ReturnType<typeof lineOps>;
let seatOps: SeatOps;
/** What a leader signs, left open to be looked at. */
const hand: LeaderHand = {
  seal: (change) => Promise.resolve({ id: newMutationId(), agentNo: leader, sealed: change.body }),
};
const sealed = (): SealedRow[] => seat.session.sealedOthers.take(9, 7);
/** The centre's answer to what leaves now. */
const answer = (said: Omit<PushOutcome, 'id'>) => {
  const rows = takeOutbox(seat.session, 9, 7);
  settleOutbox(
    seat.session,
    rows.map(({ id }) => ({ id, ...said })),
    7,
  );
  return rows;
};
/** The centre tells of these. */
const hear = (lines: readonly PublishedLine[], isFirst = false): void => {
  const items = lines.map((body) => ({ op: 'put' as const, id: body.id, schemaVersion: 1, body }));
  applyLinePage(seat.session.lines, 'lines', items, 'c', { isFirst, isLast: true }, 7);
};

const told = (id: string): PullItem => ({ op: 'put', id, schemaVersion: 1, body: proposalOf(id) });

beforeEach(() => {
  seat = openMemorySeat();
  const leaderHand: SeatDesk['leaderHand'] = () => Promise.resolve(ok(hand));
  const desk = { session: () => seat.session, leaderHand } as SeatDesk;
  ops = lineOps(desk);
  seatOps = createSeatOps(desk);
});
afterEach(() => seat.close());

function draftOf(id: string): LineDraft {
  return { id, lang: 'adx', moment: 'greeting.any', baseVersion: 1, text: 'བདེ', reading: '', gloss: '', remark: '' };
}

function proposalOf(id: string, author = speaker): LineProposal {
  const line = { text: 'བདེ་མོ།', reading: '得姆', wylie: 'bde mo/', gloss: '您好' };
  return { id, lang: 'adx', moment: 'greeting.any', baseVersion: 1, line, author, proposedAt: 5 };
}

const phrase: Phrase = {
  ...{ moment: 'greeting.any', text: 'བདེ་མོ།', gloss: '您好', reading: '得姆', wylie: 'bde mo/' },
  ...{ status: 'approved', reviewer: '0031', version: 2 },
};

describe('lines', () => {
  it('keeps what an agent writes for him alone, and through a new core', async () => {
    const id = uuidv7();
    await ops.saveLineDraft(draftOf(id), 1);
    await ops.saveLineDraft({ ...draftOf(id), text: 'བདེ་མོ' }, 2);
    seat.reopen();
    expect(await ops.lineDrafts()).toEqual([{ ...draftOf(id), text: 'བདེ་མོ' }]);
    seat.session.lines.drafts.save(leader, { ...draftOf(id), text: 'his' }, 3);
    expect((await ops.lineDrafts())[0]?.text).toBe('བདེ་མོ');
    seat.session.lines.drafts.save(leader, draftOf(uuidv7()), 3);
    expect(await ops.lineDrafts()).toHaveLength(1);
  });

  it('makes one proposal of a draft, however often it is proposed, and ends the draft', async () => {
    const id = uuidv7();
    await ops.saveLineDraft(draftOf(id), 1);
    await ops.proposeLine(proposalOf(id));
    await ops.proposeLine({ ...proposalOf(id), proposedAt: 9 });
    expect(await ops.lineDrafts()).toEqual([]);
    expect(await ops.lineProposals({ state: 'inReview' })).toEqual([proposalOf(id)]);
  });

  it('puts an approved line into use, with who approved it and when', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    const decided = await ops.decideLines(leader, 'his', [{ id, verdict: 'approved', phrase }], 7);
    expect(decided.ok && decided.value[0]?.decision).toEqual({ verdict: 'approved', by: leader, at: 7 });
    expect(await ops.approvedLines()).toEqual([{ lang: 'adx', phrase }]);
    expect(await ops.lineProposals({ state: 'inReview' })).toEqual([]);
    expect(await ops.lineProposals({ lang: 'adx', moment: 'greeting.any' })).toHaveLength(1);
  });

  it('returns a line with its reason, and changes nothing in use', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    await ops.decideLines(leader, 'his', [{ id, verdict: 'returned', reason: 'too long' }], 7);
    expect(await ops.approvedLines()).toEqual([]);
    expect((await ops.lineProposals({ state: 'returned' }))[0]?.decision?.reason).toBe('too long');
  });

  it.each([
    ['line.ownProposal', proposalOf(uuidv7(), leader), false],
    ['line.decided', { ...proposalOf(uuidv7()), decision: { verdict: 'returned' as const, by: leader, at: 6 } }, false],
    ['line.notFound', proposalOf(uuidv7()), true],
  ])('decides nothing at all where one is %s', async (code, second, isUnknown) => {
    const first = uuidv7();
    await ops.proposeLine(proposalOf(first));
    if (!isUnknown) seat.session.lines.proposals.put(second);
    const decisions = [first, second.id].map((id) => ({ id, verdict: 'approved' as const, phrase }));
    const decided = await ops.decideLines(leader, 'his', decisions, 7);
    expect(!decided.ok && decided.error.code).toBe(code);
    expect(await ops.approvedLines()).toEqual([]);
    expect((await ops.lineProposals({ state: 'inReview' })).some(({ id }) => id === first)).toBe(true);
    expect(sealed()).toEqual([]);
  });

  it('sends a proposal with its recording, once, in the hand of its author', async () => {
    const id = uuidv7();
    const recording = await ops.keepRecording(new Uint8Array([0x1a, 0x45]), 1);
    await ops.proposeLine({ ...proposalOf(id), recording });
    await ops.proposeLine({ ...proposalOf(id), recording });
    const rows = [...seat.session.book.rows()].map(({ head }) => head);
    expect(rows.map(({ kind, entityId }) => [kind, entityId])).toEqual([['line.propose', id]]);
    const payload = seat.session.tables.outbox.payload(rows[0]?.seq ?? 0) ?? '';
    expect(JSON.parse(payload)).toMatchObject({ agentNo: speaker, body: { id, recording, sound: 'GkU=' } });
  });

  it('sends a decision in the hand of its leader, whoever is signed in', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    await ops.decideLines(leader, 'his', [{ id, verdict: 'returned', reason: 'too long' }], 7);
    expect(sealed()).toMatchObject([{ agentNo: leader }]);
    expect(JSON.parse(sealed()[0]?.sealed ?? '')).toEqual({ proposalId: id, verdict: 'returned', reason: 'too long' });
  });

  it('takes back what the centre refuses, and keeps it where another leader was first', async () => {
    const [refused, late] = [uuidv7(), uuidv7()];
    for (const id of [refused, late]) await ops.proposeLine(proposalOf(id));
    const approve = (id: string) => ({ id, verdict: 'approved' as const, phrase });
    await ops.decideLines(leader, 'his', [approve(refused), approve(late)], 7);
    const [first, second] = sealed();
    const other = { ...proposalOf(late), decision: { verdict: 'returned' as const, by: speaker, at: 6 } };
    hear([proposalOf(refused), other]);
    // Not yet answered: the leader's word counts here, unless the centre knows better.
    expect((await ops.lineProposals({ state: 'approved' })).map(({ id }) => id)).toEqual([refused]);
    const rejected = { id: first?.id ?? newMutationId(), outcome: 'rejected' as const, code: 'line.notALeader' };
    const clash = { id: second?.id ?? newMutationId(), outcome: 'conflict' as const, code: 'line.decided' };
    expect(settleDecisions(seat.session.lines, [rejected, clash])).toBe(true);
    expect(await ops.approvedLines()).toEqual([]);
    expect((await ops.lineProposals({ state: 'inReview' })).map(({ id }) => id)).toEqual([refused]);
    expect((await ops.lineProposals({ state: 'returned' }))[0]?.decision?.by).toBe(speaker);
    // And told, each with what its leader had said, until somebody has read it or decides anew.
    seat.reopen();
    const told = await ops.refusedDecisions();
    const decision = { verdict: 'approved', by: leader, at: 7 };
    expect(told).toHaveLength(2);
    expect(told).toContainEqual(expect.objectContaining({ proposal: refused, decision, code: 'line.notALeader' }));
    expect(told).toContainEqual(expect.objectContaining({ proposal: late, decision, code: 'line.decided' }));
    await ops.forgetRefusedDecision(late);
    await ops.decideLines(leader, 'his', [approve(refused)], 9);
    expect(await ops.refusedDecisions()).toEqual([]);
  });

  it('keeps a decision that the centre may yet take', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    await ops.decideLines(leader, 'his', [{ id, verdict: 'approved', phrase }], 7);
    const row = sealed()[0]?.id ?? newMutationId();
    const later = [{ id: row, outcome: 'rejected' as const, code: 'mutation.unknownKind' }];
    expect(settleDecisions(seat.session.lines, [...later, { id: row, outcome: 'retry' }])).toBe(false);
    expect(await ops.approvedLines()).toEqual([{ lang: 'adx', phrase }]);
  });

  it('sends a decision again that came before its proposal, once the centre tells of it', async () => {
    const [id, elsewhere] = [uuidv7(), uuidv7()];
    await ops.proposeLine(proposalOf(id));
    await ops.decideLines(leader, 'his', [{ id, verdict: 'approved', phrase }], 7);
    const outcomes = sealed().map((row) => ({ id: row.id, outcome: 'rejected' as const, code: 'line.unknown' }));
    seat.session.sealedOthers.settle(outcomes, 7);
    expect(settleDecisions(seat.session.lines, outcomes)).toBe(false);
    expect(await ops.approvedLines()).toEqual([{ lang: 'adx', phrase }]);
    const tell = (of: string) => seatOps.applyPull('lines', [told(of)], 'c');
    await tell(elsewhere);
    expect(sealed()).toEqual([]);
    await tell(id);
    expect(sealed().map((row) => row.id)).toEqual(outcomes.map((row) => row.id));
  });

  it('says why the centre did not take a proposal, sends it again as another change, and forgets the first', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    const refused = answer({ outcome: 'rejected', code: 'line.notYourLanguage', field: 'lang' });
    const refusal = { code: 'line.notYourLanguage', field: 'lang' };
    expect(await ops.lineProposals({ isRefused: true })).toEqual([{ ...proposalOf(id), refusal }]);
    expect(await ops.lineProposals({ state: 'inReview' })).toMatchObject([{ refusal }]);
    expect(await ops.sendLineAgain(uuidv7(), 9)).toMatchObject({ ok: false, error: { code: 'line.notFound' } });
    expect(await ops.sendLineAgain(id, 9)).toMatchObject({ ok: true });
    expect(await ops.sendLineAgain(id, 9)).toMatchObject({ ok: false });
    expect(await ops.lineProposals({ isRefused: true })).toEqual([]);
    const again = answer({ outcome: 'applied' });
    expect(again.map(({ entityId }) => entityId)).toEqual([id]);
    expect(again[0]?.id).not.toBe(refused[0]?.id);
    expect([...seat.session.book.rows()]).toEqual([]);
    seat.reopen();
    expect([...seat.session.book.rows()]).toEqual([]);
    expect(await ops.lineProposals({ state: 'inReview' })).toEqual([proposalOf(id)]);
  });

  it('makes a draft of what the centre did not take, and nothing else is left of it', async () => {
    const [id, taken] = [uuidv7(), uuidv7()];
    await ops.proposeLine(proposalOf(id));
    await ops.decideLines(leader, 'his', [{ id, verdict: 'approved', phrase }], 7);
    expect(await ops.takeLineBack(id, 8)).toMatchObject({ ok: false, error: { code: 'line.notFound' } });
    answer({ outcome: 'conflict', code: 'line.idTaken' });
    const draft = await ops.takeLineBack(id, 8);
    const { lang, moment, baseVersion, line } = proposalOf(id);
    const words = { lang, moment, baseVersion, text: line.text, gloss: line.gloss, reading: line.reading, remark: '' };
    expect(draft).toMatchObject({ ok: true, value: words });
    seat.reopen();
    expect(await ops.lineDrafts()).toMatchObject([words]);
    expect((await ops.lineDrafts())[0]?.id).not.toBe(id);
    expect(await ops.approvedLines()).toEqual([]);
    expect(sealed()).toEqual([]);
    expect([...seat.session.book.rows()]).toEqual([]);
    await ops.proposeLine(proposalOf(taken));
    expect(await ops.takeLineBack(taken, 8)).toMatchObject({ ok: false });
  });

  it('has of each line the newest that was approved anywhere, and forgets what the centre no longer tells', async () => {
    const decision = { verdict: 'approved' as const, by: leader, at: 6 };
    const line = (version: number): PublishedLine => ({
      ...{ ...proposalOf(uuidv7()), decision, phrase: { ...phrase, version } },
    });
    const [newer, older] = [line(4), line(3)];
    const own = uuidv7();
    await ops.proposeLine(proposalOf(own));
    hear([newer, older], true);
    expect(await ops.approvedLines()).toEqual([{ lang: 'adx', phrase: newer.phrase }]);
    hear([older], true);
    expect(await ops.approvedLines()).toEqual([{ lang: 'adx', phrase: older.phrase }]);
    expect((await ops.lineProposals({ state: 'inReview' })).map(({ id }) => id)).toEqual([own]);
  });

  it('takes no approval without the line that it puts into use, and no id twice', async () => {
    const id = uuidv7();
    await ops.proposeLine(proposalOf(id));
    const code = async (decisions: LineDecision[]): Promise<string | undefined> => {
      const decided = await ops.decideLines(leader, 'his', decisions, 7);
      return decided.ok ? undefined : decided.error.code;
    };
    expect(await code([{ id, verdict: 'approved' }])).toBe('line.notFound');
    const approved = { id, verdict: 'approved', phrase } as const;
    expect(await code([approved, { id, verdict: 'returned', reason: 'no' }])).toBe('line.decided');
    expect(await ops.approvedLines()).toEqual([]);
    expect(await ops.lineProposals({ state: 'inReview' })).toHaveLength(1);
    expect(await code([approved])).toBeUndefined();
  });

  it('approves the oldest of many as it does the newest', async () => {
    const ids = Array.from({ length: 501 }, () => uuidv7());
    for (const [at, id] of ids.entries()) seat.session.lines.proposals.put({ ...proposalOf(id), proposedAt: at });
    const [oldest = ''] = ids;
    const store = {
      lineProposals: (filter) => Promise.resolve(ops.lineProposals(filter)),
      approvedLines: () => Promise.resolve(ops.approvedLines()),
      decideLines: (...decided) => Promise.resolve(ops.decideLines(...decided)),
    } as Partial<SeatStore> as SeatStore;
    const knowledge = { packs: () => Promise.resolve([]) } as Partial<KnowledgeStore> as KnowledgeStore;
    const context = { store, knowledge, agent: {} as LineContext['agent'], now: 7 };
    const decisions = [{ id: oldest, verdict: 'approved' as const }];
    expect((await decideLines(context, { leader, password: 'x', decisions })).ok).toBe(true);
    expect(await ops.approvedLines()).toMatchObject([{ lang: 'adx', phrase: { text: 'བདེ་མོ།', version: 2 } }]);
  });

  it('keeps a recording as long as something names it', async () => {
    const day = 24 * 3_600_000;
    const named = await ops.keepRecording(new Uint8Array([1, 2]), 1);
    const unnamed = await ops.keepRecording(new Uint8Array([3]), 1);
    await ops.saveLineDraft({ ...draftOf(uuidv7()), recording: named }, 1);
    await ops.discardLineDraft(uuidv7(), 2 * day);
    expect(await ops.recording(named)).toEqual(new Uint8Array([1, 2]));
    expect(await ops.recording(unnamed)).toBeUndefined();
  });
});
