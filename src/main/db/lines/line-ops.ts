import { v7 as uuidv7 } from 'uuid';
import type { KnownProposal, LineDraft, LineProposal, PublishedLine } from '../../../shared/domain/line-proposal.ts';
import type { AgentNo } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { transition } from '../../../shared/sync/outbox-machine.ts';
import { plain, result } from '../expected-failures.ts';
import type { LeaderHand } from '../confirm-leader.ts';
import type { BookRow } from '../outbox-book.ts';
import type { SeatDesk } from '../seat-desk.ts';
import type { SeatOps } from '../seat-ops.ts';
import { confirmMutation, prepareMutation, type PreparedMutation, type SeatSession } from '../seat-session.ts';
import type { LineDecision, LineFilter, SealedRow } from '../seat-store.ts';
import type { LineTables } from './line-tables.ts';
import { forgetRows } from './taken-back.ts';

type LineOps = Pick<
  SeatOps,
  | 'lineDrafts'
  | 'saveLineDraft'
  | 'discardLineDraft'
  | 'keepRecording'
  | 'recording'
  | 'proposeLine'
  | 'sendLineAgain'
  | 'takeLineBack'
  | 'lineProposals'
  | 'decideLines'
  | 'refusedDecisions'
  | 'forgetRefusedDecision'
  | 'approvedLines'
>;

/** An aborted recording stays no longer than a page may take to name it, ms. */
const unusedTermMs = 24 * 3_600_000;
const mostProposals = 500;

/** What the seat's worker answers about the lines of the packs. */
export function lineOps(desk: SeatDesk): LineOps {
  const lines = (): LineTables => desk.session().lines;
  const own = (): AgentNo => desk.session().agentNo;
  return {
    lineDrafts: () => plain(desk, () => lines().drafts.list(own())),
    saveLineDraft: (draft, now) => plain(desk, () => lines().drafts.save(own(), draft, now)),
    discardLineDraft: (id, now) =>
      plain(desk, () => {
        lines().drafts.remove(own(), id);
        lines().recordings.removeUnused(now - unusedTermMs);
      }),
    keepRecording: (sound, now) =>
      plain(desk, () => {
        const id = uuidv7();
        lines().recordings.put(id, sound, now);
        return id;
      }),
    recording: (id) => plain(desk, () => lines().recordings.get(id)),
    proposeLine: (proposal) => plain(desk, () => propose(desk.session(), proposal)),
    sendLineAgain: (id, now) => result(desk, () => sendAgain(desk.session(), id, now)),
    takeLineBack: (id, now) => result(desk, () => takeBack(desk.session(), id, now)),
    lineProposals: (filter) => plain(desk, () => find(desk.session(), filter)),
    decideLines: (leader, password, decisions, now) => decideLines(desk, leader, password, decisions, now),
    refusedDecisions: () => plain(desk, () => lines().refusedDecisions.list()),
    forgetRefusedDecision: (id) => plain(desk, () => lines().refusedDecisions.drop(id)),
    approvedLines: () => plain(desk, () => lines().proposals.approved()),
  };
}

/**
 * The proposal has the id of the draft that it was: proposing twice makes one. Its row for the centre is written first:
 * if the desk stops in between, the proposal comes back from there.
 */
function propose(session: SeatSession, proposal: LineProposal): LineProposal {
  const { lines, tables } = session;
  const known = lines.proposals.get(proposal.id);
  if (!known) {
    const mutation = prepareProposal(session, proposal, proposal.proposedAt);
    tables.inTransaction(() => tables.outbox.insert(mutation.head, mutation.payload));
    confirmMutation(session, mutation);
  }
  return lines.inTransaction(() => {
    lines.drafts.remove(proposal.author, proposal.id);
    if (!known) lines.proposals.put(proposal);
    return known ?? proposal;
  });
}

function prepareProposal(session: SeatSession, proposal: LineProposal, at: number): PreparedMutation {
  const { recording } = proposal;
  const sound = recording === undefined ? undefined : session.lines.recordings.get(recording);
  const body = { ...proposal, ...(sound && { sound: Buffer.from(sound).toString('base64') }) };
  const change = { kind: 'line.propose', entityId: proposal.id, seq: 1, at } as const;
  return prepareMutation(session, { ...change, body: JSON.stringify(body) });
}

function find(session: SeatSession, filter: LineFilter): KnownProposal[] {
  const { proposals } = session.lines;
  const known = (found: readonly LineProposal[]): KnownProposal[] => found.map((one) => withRefusal(session, one));
  if ('isRefused' in filter) return known(refusedIds(session).flatMap((id) => proposals.get(id) ?? []));
  if ('ids' in filter) return known(filter.ids.flatMap((id) => proposals.get(id) ?? []));
  return known(
    'state' in filter ? proposals.inState(filter.state, mostProposals) : proposals.ofLine(filter.lang, filter.moment),
  );
}

/** Newest first. */
function refusedIds({ book }: SeatSession): string[] {
  const rows = [...book.rows()].filter(({ head, state }) => head.kind === 'line.propose' && state.kind === 'blocked');
  return rows.map(({ head }) => head.entityId).reverse();
}

function refusedRow({ book }: SeatSession, id: string): BookRow | undefined {
  return book.ofEntity(id).findLast(({ head, state }) => head.kind === 'line.propose' && state.kind === 'blocked');
}

function withRefusal(session: SeatSession, proposal: LineProposal): KnownProposal {
  const state = refusedRow(session, proposal.id)?.state;
  if (state?.kind !== 'blocked') return proposal;
  const { code, field } = state;
  return { ...proposal, refusal: { code, ...(field !== undefined && { field }) } };
}

/** As a change of its own: to the refused one the centre would say the same again. */
export function sendAgain(session: SeatSession, id: string, now: number): Result<void> {
  const { lines, tables, book } = session;
  const refused = refusedRow(session, id);
  const proposal = lines.proposals.get(id);
  if (!refused || !proposal) return err(appError('line.notFound', 'none'));
  const { decision: _, ...words } = proposal;
  const mutation = prepareProposal(session, words, now);
  const { state } = transition(refused.state, { type: 'replaced' });
  tables.inTransaction(() => {
    tables.outbox.putState(refused.head.seq, state);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  book.put(refused.head.seq, state);
  confirmMutation(session, mutation);
  return ok(undefined);
}

/**
 * The words and the voice become a draft under the id of the refused change: that of the proposal may be another's at
 * the centre. If the desk stops after the decisions, nothing was taken back yet; after the draft, the next opening ends
 * it (`forgetTakenBack`).
 */
function takeBack(session: SeatSession, id: string, now: number): Result<LineDraft> {
  const { lines, tables, book, sealer, sealedOthers, agentNo } = session;
  const proposal = lines.proposals.get(id);
  const refused = refusedRow(session, id);
  if (!refused || !proposal) return err(appError('line.notFound', 'none'));
  const { lang, moment, baseVersion, line, remark = '', recording } = proposal;
  const draft: LineDraft = {
    ...{ id: refused.head.id, lang, moment, baseVersion, remark },
    ...{ text: line.text, gloss: line.gloss ?? '', reading: line.reading ?? '' },
    ...(recording !== undefined && { recording }),
  };
  const decisions = lines.decisions.ofProposal(id);
  // First: without its proposal nobody would know of one that was left.
  sealedOthers.forget(decisions);
  lines.inTransaction(() => {
    lines.drafts.save(agentNo, draft, now);
    lines.proposals.drop(id);
    lines.refusedDecisions.drop(id);
    for (const decision of decisions) lines.decisions.drop(decision);
  });
  sealer.forget(forgetRows({ tables, book }, id));
  return ok(draft);
}

interface Decided {
  readonly line: PublishedLine;
  readonly row: SealedRow;
}

/**
 * All of them or none. The rows for the centre, in the leader's own hand, are written first: if the desk stops in
 * between, the decisions come back from there.
 */
async function decideLines(
  desk: SeatDesk,
  leader: AgentNo,
  password: string,
  decisions: readonly LineDecision[],
  now: number,
): Promise<Result<LineProposal[]>> {
  const hand = await desk.leaderHand(leader, password, now);
  if (!hand.ok) return hand;
  const judged = result(desk, () => judge(desk.session().lines, leader, decisions, now));
  if (!judged.ok) return judged;
  const decided: Decided[] = [];
  for (const line of judged.value) decided.push({ line, row: await sealDecision(hand.value, line, now) });
  return result(desk, () => keepDecisions(desk.session(), decided));
}

function judge(
  { proposals }: LineTables,
  leader: AgentNo,
  decisions: readonly LineDecision[],
  now: number,
): Result<PublishedLine[]> {
  const judged: PublishedLine[] = [];
  const named = new Set<string>();
  for (const { id, verdict, reason, phrase } of decisions) {
    const proposal = proposals.get(id);
    if (!proposal) return err(appError('line.notFound', 'none'));
    if (proposal.author === leader) return err(appError('line.ownProposal', 'none'));
    // Named twice, the second is about what the first decided.
    if (proposal.decision || named.has(id)) return err(appError('line.decided', 'none'));
    // The words in use would stay the old ones.
    if (verdict === 'approved' && !phrase) return err(appError('line.notFound', 'none'));
    named.add(id);
    const decision = { verdict, by: leader, at: now, ...(reason !== undefined && { reason }) };
    judged.push({ ...proposal, decision, ...(verdict === 'approved' && phrase && { phrase }) });
  }
  return ok(judged);
}

function sealDecision(hand: LeaderHand, { id, decision }: PublishedLine, now: number): Promise<SealedRow> {
  const body = { proposalId: id, verdict: decision?.verdict, reason: decision?.reason };
  return hand.seal({ kind: 'line.decide', entityId: id, seq: 2, at: now, body: JSON.stringify(body) });
}

function keepDecisions(
  { lines, sealedOthers, idle }: SeatSession,
  decided: readonly Decided[],
): Result<LineProposal[]> {
  // Somebody may have decided while this was sealed, or the agent have signed off.
  const late = decided.some(({ line }) => lines.proposals.get(line.id)?.decision !== undefined);
  if (late) return err(appError('line.decided', 'none'));
  sealedOthers.add(decided.map(({ row }) => row));
  lines.inTransaction(() => {
    for (const { line, row } of decided) {
      lines.decisions.put(row.id, line.id, line.decision);
      lines.refusedDecisions.drop(line.id);
      lines.proposals.put(line);
    }
  });
  idle.touch();
  return ok(decided.map(({ line: { phrase: _, ...proposal } }) => proposal));
}
