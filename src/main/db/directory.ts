import type Database from 'better-sqlite3';
import { pullBodySchemas, type PullItem, type PullStream } from '../../shared/sync/wire.ts';
import type { TicketState } from '../../shared/domain/customer.ts';
import { createCustomerQueries, type CustomerQueries } from './queries/customers.ts';
import { createPastCallQueries, type PastCallQueries } from './queries/past-calls.ts';
import { createPullStateQueries, type ParkedRow, type PullStateQueries } from './queries/pull-state.ts';
import { createTicketStateQueries, type TicketStateQueries } from './queries/ticket-states.ts';

/** What the centre published about customers, shared by the agents of the machine. */
export interface Directory {
  readonly customers: CustomerQueries;
  readonly ticketStates: TicketStateQueries;
  readonly pastCalls: PastCallQueries;
  cursor(stream: PullStream): string | undefined;
  /** One page in one transaction, cursor included. */
  apply(stream: PullStream, items: readonly PullItem[], cursor: string): void;
}

type DirectoryStream = Extract<PullStream, 'customers' | 'tickets' | 'calls'>;
/** Bodies of this schema version are the ones this build reads. */
const knownSchemaVersion = 1;

interface Tables {
  readonly customers: CustomerQueries;
  readonly ticketStates: TicketStateQueries;
  readonly pastCalls: PastCallQueries;
  readonly pullState: PullStateQueries;
}

/** Tries rows again that an older build had to park. */
export function createDirectory(db: Database.Database): Directory {
  const tables: Tables = {
    customers: createCustomerQueries(db),
    ticketStates: createTicketStateQueries(db),
    pastCalls: createPastCallQueries(db),
    pullState: createPullStateQueries(db),
  };
  const applyPage = db.transaction((stream: DirectoryStream, items: readonly PullItem[], cursor: string) => {
    for (const item of items) applyItem(tables, stream, item);
    tables.pullState.putCursor(stream, cursor);
  });
  const retryParked = db.transaction((rows: readonly ParkedRow[]) => {
    for (const { stream, id, schemaVersion, body } of rows) {
      applyItem(tables, directoryStream(stream), { op: 'put', id, schemaVersion, body });
    }
  });
  const parked = tables.pullState.parked();
  if (parked.length > 0) retryParked.immediate(parked);
  return {
    ...tables,
    cursor: (stream) => tables.pullState.cursor(stream),
    apply: (stream, items, cursor) => applyPage.immediate(directoryStream(stream), items, cursor),
  };
}

/** The ticket states of a page that this build can read. */
export function readableTicketStates(items: readonly PullItem[]): TicketState[] {
  return items.flatMap((item) => {
    if (item.op === 'drop' || item.schemaVersion > knownSchemaVersion) return [];
    return pullBodySchemas.tickets.safeParse(item.body).data ?? [];
  });
}

function directoryStream(stream: PullStream): DirectoryStream {
  if (stream === 'customers' || stream === 'tickets' || stream === 'calls') return stream;
  throw new Error(`the stream ${stream} does not belong into the directory`);
}

function applyItem(tables: Tables, stream: DirectoryStream, item: PullItem): void {
  if (item.op === 'drop') {
    drop(tables, stream, item.id);
    tables.pullState.unpark(stream, item.id);
  } else if (item.schemaVersion <= knownSchemaVersion && put(tables, stream, item.body)) {
    tables.pullState.unpark(stream, item.id);
  } else {
    // What an older body said stays visible until this one can be read.
    tables.pullState.park({ stream, id: item.id, schemaVersion: item.schemaVersion, body: item.body });
  }
}

function drop(tables: Tables, stream: DirectoryStream, id: string): void {
  if (stream === 'customers') tables.customers.drop(id);
  else if (stream === 'tickets') tables.ticketStates.drop(id);
  else tables.pastCalls.drop(id);
}

/** False when the body does not fit the stream's schema. */
function put(tables: Tables, stream: DirectoryStream, body: unknown): boolean {
  if (stream === 'customers') return store(pullBodySchemas.customers.safeParse(body).data, tables.customers.put);
  if (stream === 'tickets') return store(pullBodySchemas.tickets.safeParse(body).data, tables.ticketStates.put);
  return store(pullBodySchemas.calls.safeParse(body).data, tables.pastCalls.put);
}

function store<T>(value: T | undefined, keep: (value: T) => void): boolean {
  if (value === undefined) return false;
  keep(value);
  return true;
}
