import { z } from 'zod';
import type { MutationId } from '../../shared/ids.ts';
import { examSchema } from '../../shared/training/exam.ts';
import { examWordsSchema, withExamWords, type ExamWords } from '../../shared/training/exam-words.ts';
import {
  isSameMark,
  keptExamDeedSchema,
  type KeptExamDeed,
  type UnsentExamDeed,
} from '../../shared/training/kept-exam-act.ts';
import { isCurable, transition } from '../../shared/sync/outbox-machine.ts';
import { plain } from './expected-failures.ts';
import type { BookRow } from './outbox-book.ts';
import { readmitEarly } from './outbox-ops.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import { confirmMutation, prepareMutation, type SeatSession } from './seat-session.ts';

const knownExamsSchema = z.object({ exams: z.array(examSchema), aheadMs: z.number().int() });
/** Pass tests that went on when the centre was heard of last; `aheadMs`: its clock less this machine's. */
export type KnownExams = z.infer<typeof knownExamsSchema>;

/** What the agent does in pass tests, and how those stood that he takes part in. */
export interface ExamShelf {
  /**
   * On the disk and on its way to the centre when this resolves. The same deed with the same key again changes nothing, also
   * where the centre has it already: it is the same row to the byte.
   */
  keepExamDeed(key: MutationId, deed: KeptExamDeed): Promise<void>;
  /** What the centre has not taken, in its order, and what it refused until the agent has read that. */
  unsentExamDeeds(): Promise<UnsentExamDeed[]>;
  /** Of a refused one. */
  dismissExamDeed(key: MutationId): Promise<void>;
  /** Refused because they came too early, they leave once more. */
  readmitExamDeeds(keys: readonly MutationId[]): Promise<void>;
  keepKnownExams(known: KnownExams): Promise<void>;
  knownExams(): Promise<KnownExams | undefined>;
  /** What is typed and not handed out; takes the place of what was typed there before. */
  keepExamWords(words: ExamWords): Promise<void>;
  /** Typed last comes last. */
  examWords(): Promise<ExamWords[]>;
}

export function examOps(desk: SeatDesk): Pick<SeatOps, keyof ExamShelf> {
  const { session } = desk;
  return {
    keepExamDeed: (key, deed) => plain(desk, () => keepDeed(session(), key, deed)),
    unsentExamDeeds: () => plain(desk, () => unsentDeeds(session())),
    dismissExamDeed: (key) => plain(desk, () => dismiss(session(), key)),
    // Each is an entity of its own.
    readmitExamDeeds: (keys) => plain(desk, () => readmitEarly(session(), keys)),
    keepKnownExams: (known) => plain(desk, () => keepKnown(session(), known)),
    knownExams: () => plain(desk, () => readKnown(session())),
    keepExamWords: (words) => plain(desk, () => keepWords(session(), words)),
    examWords: () => plain(desk, () => readWords(session())),
  };
}

function keepDeed(session: SeatSession, key: MutationId, deed: KeptExamDeed): void {
  const { tables, book } = session;
  if (book.get(key)) return;
  // A refused mark that is given anew needs nobody's attention any more.
  const replaced = unsentDeeds(session)
    .filter((old) => old.refusal !== undefined && isSameMark(old, deed))
    .flatMap((old) => replacedRow(session, old.key) ?? []);
  // Each stands for itself: one that is refused holds up no other, and of two marks the later counts in any order.
  const change = { kind: 'exam.act', entityId: key, seq: 1, at: deed.at, body: JSON.stringify(deed) } as const;
  const mutation = prepareMutation(session, change, key);
  tables.inTransaction(() => {
    for (const old of replaced) tables.outbox.putState(old.head.seq, old.state);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  for (const old of replaced) book.put(old.head.seq, old.state);
  confirmMutation(session, mutation);
}

const payloadSchema = z.object({ body: keptExamDeedSchema });

function unsentDeeds({ book, tables, agentNo }: SeatSession): UnsentExamDeed[] {
  const rows = [...book.rows()].filter(({ head, state }) => head.kind === 'exam.act' && state.kind !== 'superseded');
  return rows
    .sort((a, b) => a.head.seq - b.head.seq)
    .map(({ head, state }) => {
      const { body } = payloadSchema.parse(JSON.parse(tables.outbox.payload(head.seq) ?? ''));
      return { ...body, key: head.id, by: agentNo, ...(state.kind === 'blocked' && { refusal: state.code }) };
    });
}

/** It stays in the file as what it is: a change that the centre never took. One that is sent again by itself waits for that. */
function dismiss(session: SeatSession, key: MutationId): void {
  const before = session.book.get(key)?.state;
  const row = before?.kind === 'blocked' && isCurable(before.code) ? undefined : replacedRow(session, key);
  if (!row) return;
  session.tables.outbox.putState(row.head.seq, row.state);
  session.book.put(row.head.seq, row.state);
}

/** Undefined for one that was not refused. */
function replacedRow({ book }: SeatSession, key: MutationId): BookRow | undefined {
  const row = book.get(key);
  if (row?.head.kind !== 'exam.act') return undefined;
  const { state } = transition(row.state, { type: 'replaced' });
  return state === row.state ? undefined : { head: row.head, state };
}

function keepKnown({ tables }: SeatSession, known: KnownExams): void {
  const text = JSON.stringify(known);
  if (text !== tables.meta.get('knownExams')) tables.meta.put('knownExams', text);
}

/** What an earlier build kept and this one can't read is asked of the centre anew. */
function readKnown({ tables }: SeatSession): KnownExams | undefined {
  const text = tables.meta.get('knownExams');
  return text === undefined ? undefined : knownExamsSchema.safeParse(JSON.parse(text)).data;
}

function keepWords(session: SeatSession, words: ExamWords): void {
  session.tables.meta.put('examWords', JSON.stringify(withExamWords(readWords(session), words)));
}

/** Those of another build that this one can't read are as if never typed. */
function readWords({ tables }: SeatSession): ExamWords[] {
  return z.array(examWordsSchema).safeParse(JSON.parse(tables.meta.get('examWords') ?? '[]')).data ?? [];
}
