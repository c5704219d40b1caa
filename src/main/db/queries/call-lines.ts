import type Database from 'better-sqlite3';
import type { Stretch } from '../../../shared/care/stretches.ts';
import type { Talk } from '../../../shared/care/talk-stretches.ts';
import type { CallRecord } from '../../../shared/domain/call.ts';
import type { CallCursor, CallFigures, CallFilter } from '../../../shared/domain/call-history.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { CallId } from '../../../shared/ids.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import { digitsOf, type CallLine } from '../call-line.ts';

export interface ListedCall {
  readonly record: CallRecord;
  readonly isDismissed: boolean;
}

export interface CallLineQueries {
  /** Keeps what was dismissed and reported. */
  put(id: CallId, line: CallLine): void;
  /** How many versions of the record were made for the centre. */
  reports(id: CallId): number;
  countReport(id: CallId): void;
  /** Newest first. `before` is exclusive; one that is not there any more counts by its time. */
  list(filter: CallFilter, limit: number, before?: CallCursor): ListedCall[];
  /** Of calls that were offered since then and are over, by language. */
  figures(since: number, isPractice: boolean): CallFigures[];
  /** Talks that went on after that moment and are over, of calls that began in the day before it or later. */
  talks(after: number, isPractice: boolean): Talk[];
  /** Not dismissed, the one that ended last first; practice calls only when asked for. */
  missed(limit: number, withPractice: boolean): ListedCall[];
  missedCount(withPractice: boolean): number;
  /** The newest call that was dialled, words with colleagues about another call left out. */
  lastOutgoing(isPractice: boolean): ListedCall | undefined;
  /** All that ended up to this moment. */
  dismissMissed(upTo: number, at: number): void;
}

const columns = [
  'started_at',
  'ended_at',
  'language',
  'disposition',
  'is_answered',
  'is_practice',
  'is_missed',
  'is_unconfirmed',
  'talk_ms',
  'held_ms',
  'wrap_up_ms',
  'digits',
  'words',
] as const;

function createWrite(db: Database.Database): (seq: number, line: CallLine) => void {
  const write = db.prepare(
    `INSERT INTO call_lines (seq, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
     ON CONFLICT (seq) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  return (seq, line) => {
    write.run(
      ...[seq, line.startedAt, line.endedAt, line.language, line.disposition, line.isAnswered, line.isPractice],
      ...[line.isMissed, line.isUnconfirmed, line.talkMs, line.heldMs, line.wrapUpMs, line.digits, line.words],
    );
  };
}

interface RawRow {
  readonly body: string;
  readonly dismissed_at: number | null;
}

interface FiguresRow extends Omit<CallFigures, 'language'> {
  readonly language: CallerLanguage | null;
}

interface TalkRow extends Omit<Talk, 'holds'> {
  readonly holds: string | null;
}

const longestCallMs = 24 * 3_600_000;

const listed = 'SELECT body, dismissed_at FROM call_lines AS line JOIN calls ON calls.seq = line.seq';
const open = 'is_missed = 1 AND dismissed_at IS NULL AND is_practice <= ?';

export function createCallLineQueries(db: Database.Database): CallLineQueries {
  const seqOf = db.prepare<[string], number>('SELECT seq FROM calls WHERE id = ?').pluck();
  const write = createWrite(db);
  const reports = db
    .prepare<[string], number>('SELECT reports FROM call_lines JOIN calls USING (seq) WHERE id = ?')
    .pluck();
  const countReport = db.prepare<[string]>(
    'UPDATE call_lines SET reports = reports + 1 WHERE seq = (SELECT seq FROM calls WHERE id = ?)',
  );
  const figures = db.prepare<[number, number], FiguresRow>(
    `SELECT language, count(*) AS calls, sum(is_answered) AS answered, sum(talk_ms) AS talkMs, sum(held_ms) AS heldMs,
       sum(wrap_up_ms) AS wrapUpMs
     FROM call_lines AS line JOIN calls USING (seq)
     WHERE line.started_at >= ? AND is_practice = ? AND ended_at IS NOT NULL
       -- A word with a colleague is a part of the call that it was about.
       AND body ->> '$.facts.consultFor' IS NULL
     GROUP BY language ORDER BY calls DESC, language`,
  );
  const talks = db.prepare<[number, number, number], TalkRow>(
    `SELECT body ->> '$.answeredAt' AS answeredAt, ended_at AS endedAt, held_ms AS heldMs, body ->> '$.holds' AS holds
     FROM call_lines AS line JOIN calls USING (seq)
     WHERE line.started_at >= ? AND ended_at > ? AND is_answered = 1 AND is_practice = ?`,
  );
  const missed = db.prepare<[number, number], RawRow>(`${listed} WHERE ${open} ORDER BY ended_at DESC LIMIT ?`);
  const missedCount = db.prepare<[number], number>(`SELECT count(*) FROM call_lines WHERE ${open}`).pluck();
  const lastOutgoing = db.prepare<[number], RawRow>(
    `${listed} WHERE is_practice = ? AND body ->> '$.facts.direction' = 'outbound'
       AND body ->> '$.facts.consultFor' IS NULL
     ORDER BY line.started_at DESC, line.seq DESC LIMIT 1`,
  );
  const dismiss = db.prepare<[number, number]>(
    'UPDATE call_lines SET dismissed_at = ? WHERE is_missed = 1 AND dismissed_at IS NULL AND ended_at <= ?',
  );
  return {
    put: (id, line) => {
      const seq = seqOf.get(id);
      if (seq !== undefined) write(seq, line);
    },
    reports: (id) => reports.get(id) ?? 0,
    countReport: (id) => void countReport.run(id),
    list: createList(db, seqOf),
    figures: (since, isPractice) =>
      figures
        .all(since, Number(isPractice))
        .map(({ language, ...sums }) => (language === null ? sums : { language, ...sums })),
    talks: (after, isPractice) =>
      talks.all(after - longestCallMs, after, Number(isPractice)).map(({ holds, ...talk }) => ({
        ...talk,
        ...(holds !== null && { holds: JSON.parse(holds) as Stretch[] }),
      })),
    missed: (limit, withPractice) => missed.all(Number(withPractice), limit).map(toListed),
    missedCount: (withPractice) => missedCount.get(Number(withPractice)) ?? 0,
    lastOutgoing: (isPractice) => {
      const row = lastOutgoing.get(Number(isPractice));
      return row && toListed(row);
    },
    dismissMissed: (upTo, at) => void dismiss.run(at, upTo),
  };
}

/** One statement for each combination of conditions, made when it is first asked for. */
function createList(db: Database.Database, seqOf: Database.Statement<[string], number>): CallLineQueries['list'] {
  const statements = new Map<string, Database.Statement<unknown[], RawRow>>();
  return (filter, limit, before) => {
    const conditions = conditionsOf(filter);
    if (before) {
      const seq = seqOf.get(before.id) ?? 0;
      conditions.push({ sql: '(line.started_at, line.seq) < (?, ?)', values: [before.startedAt, seq] });
    }
    const where = conditions.map(({ sql }) => sql).join(' AND ');
    const sql = `${listed} ${where === '' ? '' : `WHERE ${where} `}ORDER BY line.started_at DESC, line.seq DESC LIMIT ?`;
    const statement = statements.get(sql) ?? db.prepare<unknown[], RawRow>(sql);
    statements.set(sql, statement);
    return statement.all(...conditions.flatMap(({ values }) => values), limit).map(toListed);
  };
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function conditionsOf({ text, language, disposition, only }: CallFilter): Condition[] {
  const conditions = conditionsOfText(text ?? '');
  if (language !== undefined) conditions.push({ sql: 'language = ?', values: [language] });
  if (disposition !== undefined) conditions.push({ sql: 'disposition = ?', values: [disposition] });
  if (only === 'missed') conditions.push({ sql: 'is_missed = 1', values: [] });
  if (only === 'unconfirmed') conditions.push({ sql: 'is_unconfirmed = 1', values: [] });
  return conditions;
}

/** More words than anybody types to find a call; the statement must not grow with what is pasted. */
const mostWords = 6;

function conditionsOfText(text: string): Condition[] {
  const folded = foldText(text).text.trim();
  if (folded === '') return [];
  // A number as it is written down, in groups or with its country code, is one thing to look for.
  if (/^[+\d\s().-]*\d[+\d\s().-]*$/.test(folded)) {
    const digits = digitsOf(folded).replace(/^0+(?=\d)/, '');
    return [{ sql: '(instr(digits, ?) > 0 OR instr(words, ?) > 0)', values: [digits, folded] }];
  }
  const words = folded.split(/\s+/u).slice(0, mostWords);
  return words.map((word) => {
    const digits = digitsOf(word);
    return digits.length === word.length
      ? { sql: '(instr(digits, ?) > 0 OR instr(words, ?) > 0)', values: [digits, word] }
      : { sql: 'instr(words, ?) > 0', values: [word] };
  });
}

function toListed({ body, dismissed_at }: RawRow): ListedCall {
  return { record: JSON.parse(body) as CallRecord, isDismissed: dismissed_at !== null };
}
