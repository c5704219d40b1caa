import type Database from 'better-sqlite3';
import {
  ticketPageRows,
  type DayCount,
  type TicketFilter,
  type TicketListName,
  type TicketPlace,
  type TicketPlaces,
} from '../../../shared/domain/ticket-book.ts';
import { ticketColumns, toTicketRow, type RawTicketRow, type TicketRow } from './tickets.ts';

/** What a list is narrowed by besides words; the most telling first. */
const narrowing = ['area', 'language', 'type'] as const;
type TicketField = (typeof narrowing)[number];

/** Expressions over the two indexes of words and numbers; a ticket must fit one of the ways. */
export interface TicketMatch {
  readonly words?: string;
  readonly numbers?: string;
}

export interface TicketListAsk extends Pick<TicketFilter, 'list' | TicketField> {
  /** Undefined where nothing is searched for. */
  readonly ways: readonly TicketMatch[] | undefined;
  /** What is overdue is so at this instant, UTC epoch ms. */
  readonly now: number;
}

export interface TicketListQueries {
  /** At most one page, beginning with `from`. */
  page(ask: TicketListAsk, from?: TicketPlace): TicketRow[];
  places(ask: TicketListAsk): TicketPlaces;
  count(ask: TicketListAsk): number;
  /** Tickets submitted from one `seq` up to another, exclusive. */
  dayBy(field: 'type' | 'language' | 'area', from: number, until: number): DayCount[];
  openIds(): string[];
}

const due = "coalesce(body ->> '$.dueAt', 9007199254740991)";
const isOpen = "status NOT IN ('closed', 'cancelled')";

interface ListShape {
  /** In the very words of its partial index. */
  readonly where?: string;
  readonly index: string;
  readonly isByDue?: boolean;
}

const shapes: Readonly<Record<TicketListName, ListShape>> = {
  all: { index: 'tickets_by_seq' },
  waiting: { where: "sync NOT IN ('synced', 'rejected', 'conflict')", index: 'tickets_unsynced' },
  returned: { where: "(status = 'returned' OR sync IN ('rejected', 'conflict'))", index: 'tickets_came_back' },
  open: { where: isOpen, index: 'tickets_open_by_due', isByDue: true },
  overdue: { where: `${isOpen} AND ${due} < @now`, index: 'tickets_open_by_due', isByDue: true },
  ended: { where: "status IN ('closed', 'cancelled')", index: 'tickets_by_seq' },
};

interface ListSql {
  /** FROM and WHERE. */
  readonly source: string;
  readonly order: string;
  readonly isByDue: boolean;
  readonly values: Readonly<Record<string, string | number>>;
}

function sqlOf(ask: TicketListAsk): ListSql {
  const { list, ways, now } = ask;
  const { where, index, isByDue = false } = shapes[list];
  const values: Record<string, string | number> = list === 'overdue' ? { now } : {};
  const conditions = where === undefined ? [] : [where];
  const narrowed = narrowing.filter((field) => ask[field] !== undefined);
  for (const field of narrowed) {
    conditions.push(`body ->> '$.${field}' = @${field}`);
    values[field] = ask[field] ?? '';
  }
  const matches = ways?.map(({ words, numbers }, nth) => {
    const parts: string[] = [];
    for (const [table, text] of [
      ['ticket_words', words],
      ['ticket_numbers', numbers],
    ] as const) {
      if (text === undefined) continue;
      const name = `${table}${String(nth)}`;
      values[name] = text;
      parts.push(`seq IN (SELECT rowid FROM ${table} WHERE ${table} MATCH @${name})`);
    }
    return `(${parts.join(' AND ')})`;
  });
  if (matches) conditions.push(matches.length > 0 ? `(${matches.join(' OR ')})` : 'FALSE');
  // Without statistics SQLite can't know which index is the small one; what is searched for leads to the rows by itself.
  const [telling] = index === 'tickets_by_seq' ? narrowed : [];
  const indexed = matches ? '' : ` INDEXED BY ${telling ? `tickets_by_${telling}` : index}`;
  const source = `FROM tickets${indexed}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`;
  return { source, order: isByDue ? `${due}, seq` : 'seq DESC', isByDue, values };
}

const fields = { type: '$.type', language: '$.language', area: '$.area' } as const;

export function createTicketListQueries(db: Database.Database): TicketListQueries {
  /** There are a few dozen ways to ask. */
  const prepared = new Map<string, Database.Statement>();
  const statement = (sql: string): Database.Statement => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const count = (ask: TicketListAsk): number => {
    const { source, values } = sqlOf(ask);
    return (statement(`SELECT count(*) AS n ${source}`).get(values) as { n: number }).n;
  };
  return {
    count,
    page: (ask, from) => {
      const { source, order, isByDue, values } = sqlOf(ask);
      const start = from === undefined ? '' : isByDue ? `(${due}, seq) >= (@due, @seq)` : 'seq <= @seq';
      const clause = start === '' ? '' : `${source.includes(' WHERE ') ? ' AND' : ' WHERE'} ${start}`;
      const at = from === undefined ? {} : isByDue ? { due: from.due ?? 0, seq: from.seq } : { seq: from.seq };
      const sql = `SELECT ${ticketColumns} ${source}${clause} ORDER BY ${order} LIMIT ${String(ticketPageRows)}`;
      return (statement(sql).all({ ...values, ...at }) as RawTicketRow[]).map(toTicketRow);
    },
    places: (ask) => {
      const { source, order, isByDue, values } = sqlOf(ask);
      const sql = `SELECT seq${isByDue ? ', due' : ''} FROM (
          SELECT seq, ${isByDue ? `${due} AS due, ` : ''}row_number() OVER (ORDER BY ${order}) - 1 AS place ${source}
        ) WHERE place % ${String(ticketPageRows)} = 0`;
      return { total: count(ask), pages: statement(sql).all(values) as TicketPlace[] };
    },
    dayBy: (field, from, until) => {
      const sql = `SELECT coalesce(body ->> '${fields[field]}', '') AS key, count(*) AS tickets, sum(${isOpen}) AS open
          FROM tickets WHERE seq >= ? AND seq < ? GROUP BY 1 ORDER BY 2 DESC, 1`;
      return statement(sql).all(from, until) as DayCount[];
    },
    openIds: () => (statement(`SELECT id FROM tickets WHERE ${isOpen}`).all() as { id: string }[]).map(({ id }) => id),
  };
}
