import { clashCode } from '../../../shared/domain/ticket-clash.ts';
import { ticketIdSchema } from '../../../shared/ids.ts';
import {
  lawOf,
  mayRetry,
  rowsPerPage,
  timesTried,
  type DiscardVerdict,
  type RowState,
  type RowText,
  type WaitingRow,
} from '../../../shared/sync/waiting-row.ts';
import type { BookRow } from '../outbox-book.ts';
import type { ConflictRow } from '../queries/customer-conflicts.ts';
import type { SeatSession } from '../seat-session.ts';
import { aboutCustomer, aboutMutation, readPayload, textOfMutation } from './about-row.ts';

/** A page of what waits or was refused; `others`: sealed rows of this machine that are not this agent's. */
export interface WaitingPage {
  readonly total: number;
  readonly rows: WaitingRow[];
  readonly others: { readonly waiting: number; readonly refused: number };
}

/** What was refused first, then what waits, each in the order in which it was written. Only rows of the page are read. */
export function waitingPage(session: SeatSession, from: number, now: number): WaitingPage {
  const { book, edits, sealedOthers } = session;
  const shown = [...book.rows()].filter(isShown).sort((a, b) => a.head.seq - b.head.seq);
  const refused = shown.filter(({ state }) => state.kind === 'blocked');
  const all = [...refused, ...edits.conflicts(), ...shown.filter(({ state }) => state.kind !== 'blocked')];
  return {
    total: all.length,
    rows: all
      .slice(from, from + rowsPerPage)
      .map((each) => ('head' in each ? describe(session, each, now) : describeConflict(session, each))),
    others: { waiting: sealedOthers.count(), refused: sealedOthers.countRefused() },
  };
}

/** Undefined for a row that has left. */
export function waitingText({ book, tables }: SeatSession, id: string): RowText | undefined {
  const row = findRow(book, id);
  return row && textOfMutation(readPayload(tables.outbox.payload(row.head.seq) ?? '{}').mutation);
}

/** By the id of its change; superseded ones have nothing to say any more. */
export function findRow(book: SeatSession['book'], id: string): BookRow | undefined {
  const row = book.get(id as BookRow['head']['id']);
  return row && isShown(row) ? row : undefined;
}

/** Whether it may be thrown away, or why not. */
export function mayDiscard({ tables, lines }: SeatSession, { head, state }: BookRow): DiscardVerdict {
  const law = lawOf(head.kind, state);
  if (law !== 'allowed') return law;
  if (head.kind === 'ticket.submit') {
    if (state.kind === 'blocked' && state.code === clashCode) return 'clash';
    if (tables.drafts.get(ticketIdSchema.parse(head.entityId))) return 'atWork';
  }
  if (head.kind === 'line.propose' && lines.decisions.ofProposal(head.entityId).length > 0) return 'decided';
  return 'allowed';
}

function isShown({ state }: BookRow): boolean {
  return state.kind !== 'superseded' && state.kind !== 'acknowledged';
}

function describe(session: SeatSession, row: BookRow, now: number): WaitingRow {
  const { head, state } = row;
  const { at, mutation } = readPayload(session.tables.outbox.payload(head.seq) ?? '{}');
  const ofEntity = session.book.ofEntity(head.entityId).filter(isShown);
  const place = ofEntity.findIndex((other) => other.head.seq === head.seq);
  const editor = editorOf(row);
  return {
    ...{ id: head.id, kind: head.kind, entityId: head.entityId, at },
    about: aboutMutation(session, mutation),
    tried: timesTried(state),
    state: shownState(row, ofEntity[0] ?? row, now),
    behind: place === 0 ? ofEntity.length - 1 : 0,
    mayRetry: mayRetry(head.kind, state, now) && editor !== 'clash',
    discard: mayDiscard(session, row),
    ...(editor && { editor }),
  };
}

function shownState({ head, state }: BookRow, first: BookRow, now: number): RowState {
  if (state.kind === 'blocked') {
    return { kind: 'refused', code: state.code, ...(state.field !== undefined && { field: state.field }) };
  }
  if (state.kind === 'sending') return { kind: 'sending' };
  if (first.head.seq !== head.seq) {
    return { kind: 'behind', first: first.head.kind, isRefused: first.state.kind === 'blocked' };
  }
  const until = state.kind === 'pending' ? state.notBefore : 0;
  return until > now ? { kind: 'paused', until } : { kind: 'waiting' };
}

function editorOf({ head, state }: BookRow): WaitingRow['editor'] {
  if (state.kind !== 'blocked') return undefined;
  switch (head.kind) {
    case 'ticket.submit':
      return state.code === clashCode ? 'clash' : 'ticket';
    case 'line.propose':
      return 'line';
    case 'customer.create':
    case 'customer.correct':
      return 'customer';
    case 'exam.act':
      return 'exam';
    default:
      return undefined;
  }
}

/** Two corrected one field: the agent chooses in the customer's file. */
function describeConflict(session: SeatSession, { customerId, field, at }: ConflictRow): WaitingRow {
  return {
    ...{
      id: `conflict ${customerId} ${field}`,
      kind: 'customer.conflict',
      entityId: customerId,
      at,
      tried: 1,
      behind: 0,
    },
    about: { ...aboutCustomer(session, customerId), fields: [field] },
    state: { kind: 'refused', code: 'customer.fieldChanged', field },
    ...{ mayRetry: false, editor: 'customer', discard: 'clash' },
  };
}
