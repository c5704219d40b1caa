import type { KeyObject } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { mutationIdSchema, type AgentNo, type DeviceId, type MutationId } from '../../shared/ids.ts';
import { freshOutboxRow, transition } from '../../shared/sync/outbox-machine.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import { signText } from '../crypto/author-key.ts';
import type { CentreSeal } from '../crypto/centre-seal.ts';
import { createStatusAdopter } from './adopt-statuses.ts';
import { createCustomerView, type CustomerView } from './customers/customer-view.ts';
import { createEditBook, type EditBook } from './customers/edit-book.ts';
import type { Directory } from './directory.ts';
import { createIdleWork, type IdleWork } from './idle-work.ts';
import { createNumberSource, lastUsed, type NumberSource } from './number-source.ts';
import { createOutboxBook, type OutboxBook } from './outbox-book.ts';
import type { OutboxHead } from './queries/outbox.ts';
import { seqPerMs } from './queries/tickets.ts';
import type { SealedRowQueries } from './queries/sealed-rows.ts';
import { createSealedOthers, type SealedOthers } from './sealed-others.ts';
import { createSealer, type Sealer } from './sealer.ts';
import type { LineTables } from './lines/line-tables.ts';
import { forgetTakenBack } from './lines/taken-back.ts';
import type { SeatTables } from './seat-tables.ts';
import { forgetLongSent } from './send-again.ts';
import { forgetEndedTasks } from './settled-tasks.ts';
import type { Submissions } from './submissions.ts';
import { createDiscardedUpkeep } from './waiting/discarded-rows.ts';

/** What an open seat works with. */
export interface SeatSession {
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
  readonly tables: SeatTables;
  readonly directory: Directory;
  /** Customers as this agent knows them. */
  readonly customers: CustomerView;
  readonly edits: EditBook;
  /** Edits that the centre had acknowledged when the seat was opened. */
  readonly acknowledgedBefore: ReadonlySet<MutationId>;
  readonly sealedRows: SealedRowQueries;
  readonly lines: LineTables;
  readonly book: OutboxBook;
  readonly numbers: NumberSource;
  readonly order: SubmissionOrder;
  readonly submissions: Submissions;
  readonly sealer: Sealer;
  readonly sealedOthers: SealedOthers;
  readonly idle: IdleWork;
  readonly clock: SeenClock;
  /** Before the agent's tickets are listed by their status. */
  adoptStatuses(): void;
  sign(payload: string): string;
}

/** Gives each submission its place in the list: its instant in µs, made strictly rising. */
export interface SubmissionOrder {
  next(now: number): number;
  confirm(seq: number): void;
}

/** Remembers the latest time that the seat worked at, so that a clock moved back is noticed. */
export interface SeenClock {
  note(now: number): void;
  highest(): number;
}

export interface SessionParts {
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
  readonly tables: SeatTables;
  readonly submissions: Submissions;
  readonly directory: Directory;
  readonly sealedRows: SealedRowQueries;
  readonly lines: LineTables;
  readonly seal: CentreSeal;
  readonly authorKey: KeyObject;
  readonly highestSeen: number;
  /** What else is done in a pause, such as moving the log into the database. */
  readonly inPause: () => void;
}

/** Takes up the outbox where it was left: rows that were under way wait again, rows without a sealed copy get one. */
export function createSeatSession(parts: SessionParts): SeatSession {
  const { agentNo, deviceId, tables, submissions, directory, sealedRows } = parts;
  const book = createOutboxBook(reopenOutbox(tables));
  forgetTakenBack({ tables, book }, parts);
  forgetLongSent(tables, parts.highestSeen);
  const sign = (payload: string): string => signText(payload, parts.authorKey);
  const sealer = createSealer({
    agentNo,
    seal: parts.seal,
    rows: sealedRows,
    sign,
    payloadOf: (id) => payloadOf(tables, book, id),
    isInOutbox: (id) => book.get(id) !== undefined,
  });
  const clock = createSeenClock(tables, parts.highestSeen);
  const discarded = createDiscardedUpkeep(tables, clock.highest);
  const idle = createIdleWork(async () => {
    submissions.settle();
    const isMoreLeft =
      (await sealer.sealSome()) ||
      directory.tidy(clock.highest()) ||
      tables.ticketWords.indexSome() ||
      discarded.tidy();
    if (!isMoreLeft) parts.inPause();
    return isMoreLeft;
  });
  const sealed = new Set(sealedRows.idsOf(agentNo));
  for (const { head, state } of book.rows()) {
    if (!sealed.has(head.id) && state.kind !== 'superseded' && state.kind !== 'blocked') sealer.enqueue(head.id);
  }
  idle.touch();
  forgetEndedTasks({ tables, directory, book });
  const storedEdits = tables.customerEdits.all();
  const edits = createEditBook(storedEdits, tables.customerConflicts.all());
  const last = tables.tickets.last();
  const numbers = createNumberSource(tables.blocks.all(), lastUsed(tables.meta, last));
  const order = createSubmissionOrder(last?.seq ?? 0);
  const sealedOthers = createSealedOthers(sealedRows, book);
  return {
    agentNo,
    deviceId,
    tables,
    directory,
    customers: createCustomerView(directory, edits),
    edits,
    acknowledgedBefore: new Set(storedEdits.filter((edit) => edit.isAcknowledged).map(({ id }) => id)),
    sealedRows,
    lines: parts.lines,
    book,
    numbers,
    order,
    submissions,
    sealer,
    sealedOthers,
    idle,
    clock,
    adoptStatuses: createStatusAdopter({ tables, directory }),
    sign,
  };
}

/** A change ready to be written: its place in the outbox and the text that will be signed and sent, byte for byte. */
export interface PreparedMutation {
  readonly head: OutboxHead;
  readonly payload: string;
}

export interface NewMutation {
  readonly kind: Mutation['kind'];
  readonly entityId: string;
  readonly customerId?: string;
  readonly seq: number;
  readonly at: number;
  /** JSON text. */
  readonly body: string;
}

export function newMutationId(): MutationId {
  return uuidv7() as MutationId;
}

export function prepareMutation(session: SeatSession, change: NewMutation, id = newMutationId()): PreparedMutation {
  const { kind, entityId, customerId } = change;
  const head = { seq: session.book.nextSeq(), id, kind, entityId };
  return {
    head: customerId === undefined ? head : { ...head, customerId },
    payload: mutationText({ id, agentNo: session.agentNo, deviceId: session.deviceId }, change),
  };
}

/** The JSON text that is signed, stored and sent, byte for byte. */
export function mutationText(
  author: Pick<Mutation, 'id' | 'agentNo' | 'deviceId'>,
  { kind, entityId, seq, at, body }: NewMutation,
): string {
  const frame = JSON.stringify({ ...author, entityId, seq, at, kind });
  return `${frame.slice(0, -1)},"body":${body}}`;
}

/** The row is committed: from now on it is on its way. */
export function confirmMutation(session: SeatSession, { head }: PreparedMutation): void {
  session.book.add(head);
  session.sealer.enqueue(head.id);
  session.idle.touch();
}

export function payloadOf(tables: SeatTables, book: OutboxBook, id: MutationId): string | undefined {
  const row = book.get(id);
  return row && tables.outbox.payload(row.head.seq);
}

function reopenOutbox(tables: SeatTables): { head: OutboxHead; state: ReturnType<typeof transition>['state'] }[] {
  const stored = tables.outbox.heads();
  return tables.inTransaction(() =>
    stored.map(({ head, state: before = freshOutboxRow }) => {
      const { state } = transition(before, { type: 'reopened' });
      if (state !== before) tables.outbox.putState(head.seq, state);
      return { head: { ...head, id: mutationIdSchema.parse(head.id) }, state };
    }),
  );
}

function createSubmissionOrder(last: number): SubmissionOrder {
  let highest = last;
  return {
    next: (now) => Math.max(now * seqPerMs, highest + 1),
    confirm: (seq) => {
      highest = Math.max(highest, seq);
    },
  };
}

const noteEveryMs = 60_000;

function createSeenClock(tables: SeatTables, start: number): SeenClock {
  let highest = Math.max(start, 0);
  let stored = highest;
  return {
    note: (now) => {
      highest = Math.max(highest, now);
      if (highest - stored < noteEveryMs) return;
      tables.meta.put('highestSeen', String(highest));
      stored = highest;
    },
    highest: () => highest,
  };
}
