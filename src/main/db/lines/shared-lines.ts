import type { MutationId } from '../../../shared/ids.ts';
import type { LineProposal, PublishedLine } from '../../../shared/domain/line-proposal.ts';
import { isCurable } from '../../../shared/sync/outbox-machine.ts';
import { pullBodySchemas, type PullItem, type PullStream, type PushOutcome } from '../../../shared/sync/wire.ts';
import type { PullPass } from '../directory.ts';
import type { LineDecisionOnItsWay } from '../queries/line-decisions.ts';
import type { LineTables } from './line-tables.ts';

export type LineStream = Extract<PullStream, 'lines' | 'recordings' | 'sms'>;
/** Bodies of this schema version are the ones this build reads. */
const knownSchemaVersion = 1;

export function isLineStream(stream: PullStream): stream is LineStream {
  return stream === 'lines' || stream === 'recordings' || stream === 'sms';
}

/** One page in one transaction, cursor included. What this build can't read waits for one that can. */
export function applyLinePage(
  tables: LineTables,
  stream: LineStream,
  items: readonly PullItem[],
  cursor: string,
  pass: PullPass | undefined,
  now: number,
): void {
  tables.inTransaction(() => {
    if (pass?.isFirst) {
      tables.passes.begin(stream);
      tables.pullState.unparkAll(stream);
    }
    for (const item of items) applyItem(tables, stream, item, now);
    if (pass?.isLast) {
      tables.passes.end(stream);
      if (stream === 'lines') tables.proposals.dropBefore(tables.passes.complete(stream));
      if (stream === 'sms') tables.sms.dropBefore(tables.passes.complete(stream));
    }
    tables.pullState.putCursor(stream, cursor);
  });
}

/** Tries rows again that an older build had to put aside. */
export function retryParkedLines(tables: LineTables, now: number): void {
  const parked = tables.pullState.parked();
  if (parked.length === 0) return;
  tables.inTransaction(() => {
    for (const { stream, id, schemaVersion, body } of parked) {
      if (isLineStream(stream)) applyItem(tables, stream, { op: 'put', id, schemaVersion, body }, now);
    }
  });
}

function applyItem(tables: LineTables, stream: LineStream, item: PullItem, now: number): void {
  const { pullState, proposals } = tables;
  if (item.op === 'drop') {
    pullState.unpark(stream, item.id);
    if (stream === 'lines') proposals.drop(item.id);
    if (stream === 'sms') tables.sms.drop(item.id);
  } else if (item.schemaVersion <= knownSchemaVersion && put(tables, stream, item, now)) {
    pullState.unpark(stream, item.id);
  } else {
    pullState.park({ stream, id: item.id, schemaVersion: item.schemaVersion, body: item.body });
  }
}

function put(
  tables: LineTables,
  stream: LineStream,
  { id, body }: { readonly id: string; readonly body?: unknown },
  now: number,
): boolean {
  if (stream === 'sms') {
    const known = pullBodySchemas.sms.safeParse(body).data;
    if (known) tables.sms.put(id, known, tables.passes.current(stream));
    return known !== undefined;
  }
  if (stream === 'lines') {
    const line = pullBodySchemas.lines.safeParse(body).data;
    if (line) hearOfLine(tables, line);
    return line !== undefined;
  }
  const recording = pullBodySchemas.recordings.safeParse(body).data;
  if (recording) tables.recordings.put(recording.id, Buffer.from(recording.data, 'base64'), now);
  return recording !== undefined;
}

/** The centre's word counts, but for a decision of this desk that it has not heard of yet. */
function hearOfLine({ proposals, decisions, drafts, passes }: LineTables, line: PublishedLine): void {
  const isAhead =
    line.decision === undefined && decisions.ofProposal(line.id).length > 0 && proposals.get(line.id) !== undefined;
  if (!isAhead) proposals.put(line);
  proposals.putPublished(line, passes.current('lines'));
  // It reached the centre, whatever kept this desk from writing so.
  drafts.remove(line.author, line.id);
}

/**
 * The centre answered to decisions made here: one that it refused is taken back, and told until somebody has read it.
 * True when something changed.
 */
export function settleDecisions(tables: LineTables, outcomes: readonly PushOutcome[]): boolean {
  const settled = outcomes.flatMap((outcome) => {
    const made = isFinal(outcome) ? tables.decisions.get(outcome.id) : undefined;
    return made ? [{ outcome, made }] : [];
  });
  if (settled.length === 0) return false;
  tables.inTransaction(() => {
    for (const { outcome, made } of settled) {
      tables.decisions.drop(outcome.id);
      if (outcome.outcome === 'rejected' || outcome.outcome === 'conflict') takeBack(tables, made, outcome);
    }
  });
  return true;
}

/** Decisions made here, and not answered for good, on proposals that the centre tells of. */
export function decisionsOn({ decisions }: LineTables, items: readonly PullItem[]): MutationId[] {
  return items.flatMap(({ op, id }) => (op === 'put' ? decisions.ofProposal(id) : []));
}

/** Some refusals pass, and the row is sent again. */
function isFinal({ outcome, code }: PushOutcome): boolean {
  return outcome !== 'retry' && (code === undefined || !isCurable(code));
}

function takeBack(
  { proposals, refusedDecisions }: LineTables,
  { proposal: id, decision }: LineDecisionOnItsWay,
  { code, outcome }: PushOutcome,
): void {
  const decided = proposals.get(id);
  if (decided && decision) {
    const { lang, moment, line } = decided;
    const why = code ?? `mutation.${outcome}`;
    refusedDecisions.put({ proposal: id, lang, moment, text: line.text, decision, code: why });
  }
  const known = proposals.published(id) ?? undecided(decided);
  if (known) proposals.put(known);
}

function undecided(proposal: LineProposal | undefined): LineProposal | undefined {
  if (!proposal) return undefined;
  const { decision: _, ...rest } = proposal;
  return rest;
}
