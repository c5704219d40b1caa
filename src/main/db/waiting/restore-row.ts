import { taskIdSchema, ticketIdSchema, type CustomerId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { mutationSchema } from '../../../shared/sync/wire.ts';
import type { KeptAddition } from '../queries/ticket-additions.ts';
import type { KeptRow, DiscardedRecord } from '../queries/discarded-rows.ts';
import type { SeatSession } from '../seat-session.ts';
import { isMendable } from '../ticket-ops.ts';
import { reportOf } from './discard-row.ts';
import { draftIdOf } from './discarded-rows.ts';

/**
 * Puts back what was thrown away, as it stood: refused, to be sent again or mended. A draft comes back among the drafts.
 * Fails with outbox.gone, and with outbox.enteredAnew where the same was entered, or settled, since.
 */
export function restoreRow(session: SeatSession, id: string): Result<void> {
  const draftId = draftIdOf(id);
  if (draftId !== undefined) return restoreDraft(session, draftId);
  const record = session.tables.discardedRows.get(Number(id));
  if (!record) return err(appError('outbox.gone', 'none'));
  const besides = besidesOf(session, record);
  if (!besides) return err(appError('outbox.enteredAnew', 'none'));
  putBack(session, record, besides);
  return ok(undefined);
}

function restoreDraft(session: SeatSession, text: string): Result<void> {
  const { drafts, tickets } = session.tables;
  const id = ticketIdSchema.parse(text);
  if (!drafts.discarded().some(({ draft }) => draft.id === id)) return err(appError('outbox.gone', 'none'));
  const ticket = tickets.get(id);
  if (ticket && !isMendable(session, ticket)) return err(appError('outbox.enteredAnew', 'none'));
  drafts.restore(id);
  return ok(undefined);
}

/** What has to be written besides the rows; undefined where something newer stands in their place. */
function besidesOf(session: SeatSession, { kind, entityId, body }: DiscardedRecord): (() => void) | undefined {
  const { tables, directory, lines, customers } = session;
  const { ticket, edits = [], task, proposal, rows } = body;
  switch (kind) {
    case 'ticket.submit':
      return ticket && ticketBesides(session, ticket);
    case 'customer.create':
      if (customers.get(entityId as CustomerId)) return undefined;
      return () => edits.forEach((edit) => tables.customerEdits.insert(edit));
    case 'customer.correct':
      if (!customers.get(entityId as CustomerId)) return undefined;
      return () => edits.forEach((edit) => tables.customerEdits.insert(edit));
    case 'task.create':
      if (!task || directory.tasks.get(task.id) || tables.tasks.get(task.id)) return undefined;
      return () => tables.tasks.put(task, 0);
    case 'task.change': {
      const known = directory.tasks.get(taskIdSchema.parse(entityId));
      if (!known || (task && known.version >= task.version)) return undefined;
      return () => {
        if (task && !tables.tasks.get(task.id)) tables.tasks.put(task, 0);
      };
    }
    case 'line.propose': {
      if (!proposal || lines.proposals.get(proposal.id)) return undefined;
      const sound = soundOf(rows[0]);
      // In a file of its own: written first, so that a stop in between leaves it to be put back once more.
      lines.inTransaction(() => {
        if (proposal.recording !== undefined && sound)
          lines.recordings.put(proposal.recording, sound, proposal.proposedAt);
        lines.proposals.put(proposal);
      });
      return () => undefined;
    }
    case 'ticket.supplement':
    case 'sms.send': {
      const addition = additionIn(session, rows.at(-1));
      return addition && !tables.ticketAdditions.get(entityId) ? () => tables.ticketAdditions.put(addition) : undefined;
    }
    case 'article.notRight':
      return () => {
        const report = reportOf(rows[0]?.payload ?? '{}');
        const mark = report && tables.articleMarks.get(report.articleId);
        if (mark) tables.articleMarks.put({ ...mark, notRightVersion: report.version });
      };
    default:
      return () => undefined;
  }
}

function ticketBesides(
  { tables, order }: SeatSession,
  { row, isAtCentre }: NonNullable<DiscardedRecord['body']['ticket']>,
): (() => void) | undefined {
  const { id, sync, refusal, isPriorityChosen: _p, isDueChosen: _d, ...content } = row.ticket;
  const text = JSON.stringify({ id, ...content });
  const known = tables.tickets.get(id);
  // Written anew from its draft, or sent once more since; of one that was nowhere a revision proves nothing.
  if (known && !isAtCentre) return undefined;
  if (known ? known.revision !== row.revision || known.ticket.sync !== 'synced' : isAtCentre) return undefined;
  if (!known && tables.drafts.get(id)) return undefined;
  return () => {
    if (known) tables.tickets.resubmit(row.ticket, text, row.revision, row.statusAt);
    else {
      // A clock that was set back may have given its place to another.
      const seq = tables.tickets.freeSeq(row.seq);
      tables.tickets.insert({ ...row, seq }, text);
      order.confirm(seq);
    }
    tables.tickets.setSync(id, sync, refusal);
  };
}

/** In one transaction back at the end of the outbox: places of before may have been given away. */
function putBack(session: SeatSession, { seq, body }: DiscardedRecord, besides: () => void): void {
  const { tables, book, sealer, edits, idle } = session;
  const from = book.nextSeq();
  const rows = body.rows.map(({ head, state, payload }, nth) => ({
    head: { ...head, seq: from + nth },
    state,
    payload,
  }));
  tables.inTransaction(() => {
    for (const { head, state, payload } of rows) {
      tables.outbox.insert(head, payload);
      tables.outbox.putState(head.seq, state);
    }
    besides();
    tables.discardedRows.remove(seq);
  });
  for (const { head, state } of rows) {
    book.add(head);
    book.put(head.seq, state);
    if (state.kind === 'pending') sealer.enqueue(head.id);
  }
  for (const edit of body.edits ?? []) edits.addEdit(edit);
  idle.touch();
}

function additionIn({ agentNo }: SeatSession, row: KeptRow | undefined): KeptAddition | undefined {
  const mutation = mutationSchema.safeParse(JSON.parse(row?.payload ?? '{}')).data;
  if (mutation?.kind !== 'ticket.supplement' && mutation?.kind !== 'sms.send') return undefined;
  const { at, body } = mutation;
  const head = { id: body.id, ticketId: body.ticketId, at, agentNo };
  return mutation.kind === 'sms.send'
    ? { kind: 'sms', ...head, body: mutation.body }
    : { kind: 'supplement', ...head, body: mutation.body };
}

/** A line's voice travels with its words. */
function soundOf(row: KeptRow | undefined): Uint8Array | undefined {
  const mutation = mutationSchema.safeParse(JSON.parse(row?.payload ?? '{}')).data;
  const sound = mutation?.kind === 'line.propose' ? mutation.body.sound : undefined;
  return sound === undefined ? undefined : new Uint8Array(Buffer.from(sound, 'base64'));
}
