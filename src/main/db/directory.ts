import type Database from 'better-sqlite3';
import { pullBodySchemas, type PullItem, type PullStream } from '../../shared/sync/wire.ts';
import type { TicketState } from '../../shared/domain/customer.ts';
import { createCustomerSearch, type CustomerSearch } from './customers/customer-search.ts';
import { createDirectoryUpkeep } from './directory-upkeep.ts';
import { createColleagueQueries, type ColleagueQueries } from './queries/colleagues.ts';
import { createCustomerQueries, type CustomerQueries } from './queries/customers.ts';
import { createEndedTaskQueries, type EndedTaskQueries } from './queries/ended-tasks.ts';
import { createPassQueries, type PassQueries } from './queries/passes.ts';
import { createPastCallQueries, type PastCallQueries } from './queries/past-calls.ts';
import { createPullStateQueries, type ParkedRow, type PullStateQueries } from './queries/pull-state.ts';
import { createTaskQueries, type TaskQueries } from './queries/tasks.ts';
import { createVoiceMessageQueries, type VoiceMessageQueries } from './queries/voice-messages.ts';
import { createTicketStateQueries, type TicketStateQueries } from './queries/ticket-states.ts';

/** Where a page stands in a pass through the whole of its stream. */
export interface PullPass {
  /** Nothing of before counts any more, unless it comes again in this pass. */
  readonly isFirst: boolean;
  /** The stream has no more for now. */
  readonly isLast: boolean;
  /** How many items the pass brings, where its first page says so. */
  readonly total?: number;
}

/** What the centre published about customers and open tasks, and who works there, shared by the agents of the machine. */
export interface Directory {
  readonly customers: CustomerQueries;
  readonly ticketStates: TicketStateQueries;
  readonly pastCalls: PastCallQueries;
  readonly tasks: TaskQueries;
  readonly endedTasks: EndedTaskQueries;
  readonly search: CustomerSearch;
  readonly colleagues: ColleagueQueries;
  /** What callers said, for the tasks that have it. */
  readonly sounds: VoiceMessageQueries;
  cursor(stream: PullStream): string | undefined;
  /** One page in one transaction, cursor included. */
  apply(stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass): void;
  /**
   * Some of what can wait for a pause: drops what a complete pass did not bring again and calls of more than 30 days
   * before `now`, indexes what is not found yet. True when more is left.
   */
  tidy(now: number): boolean;
}

export type DirectoryStream = Extract<PullStream, 'customers' | 'tickets' | 'calls' | 'tasks'>;
/** Bodies of this schema version are the ones this build reads. */
const knownSchemaVersion = 1;

export interface DirectoryTables {
  readonly customers: CustomerQueries;
  readonly ticketStates: TicketStateQueries;
  readonly pastCalls: PastCallQueries;
  readonly tasks: TaskQueries;
  readonly endedTasks: EndedTaskQueries;
  readonly pullState: PullStateQueries;
  readonly passes: PassQueries;
}

/** Tries rows again that an older build had to park. */
export function createDirectory(db: Database.Database): Directory {
  const tables: DirectoryTables = {
    customers: createCustomerQueries(db),
    ticketStates: createTicketStateQueries(db),
    pastCalls: createPastCallQueries(db),
    tasks: createTaskQueries(db),
    endedTasks: createEndedTaskQueries(db),
    pullState: createPullStateQueries(db),
    passes: createPassQueries(db),
  };
  const { passes, pullState } = tables;
  const applyPage = db.transaction(
    (stream: DirectoryStream, items: readonly PullItem[], cursor: string, pass: PullPass) => {
      if (pass.isFirst) {
        passes.begin(stream);
        pullState.unparkAll(stream);
      }
      for (const item of items) applyItem(tables, stream, item);
      if (pass.isLast) passes.end(stream);
      pullState.putCursor(stream, cursor);
    },
  );
  const retryParked = db.transaction((rows: readonly ParkedRow[]) => {
    for (const { stream, id, schemaVersion, body } of rows) {
      applyItem(tables, directoryStream(stream), { op: 'put', id, schemaVersion, body });
    }
  });
  const parked = pullState.parked();
  if (parked.length > 0) retryParked.immediate(parked);
  return {
    ...tables,
    search: createCustomerSearch(db),
    colleagues: createColleagueQueries(db),
    sounds: createVoiceMessageQueries(db),
    cursor: (stream) => pullState.cursor(stream),
    apply: (stream, items, cursor, pass = { isFirst: false, isLast: false }) =>
      applyPage.immediate(directoryStream(stream), items, cursor, pass),
    tidy: createDirectoryUpkeep(db, tables, dropItem),
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
  if (stream === 'customers' || stream === 'tickets' || stream === 'calls' || stream === 'tasks') return stream;
  throw new Error(`the stream ${stream} does not belong into the directory`);
}

function applyItem(tables: DirectoryTables, stream: DirectoryStream, item: PullItem): void {
  if (item.op === 'drop') {
    dropItem(tables, stream, item.id);
  } else if (item.schemaVersion <= knownSchemaVersion && put(tables, stream, item.body)) {
    tables.pullState.unpark(stream, item.id);
  } else {
    // What an older body said stays visible until this one can be read.
    tables.pullState.park({ stream, id: item.id, schemaVersion: item.schemaVersion, body: item.body });
  }
}

function dropItem(tables: DirectoryTables, stream: DirectoryStream, id: string): void {
  if (stream === 'customers') tables.customers.drop(id);
  else if (stream === 'tickets') tables.ticketStates.drop(id);
  else if (stream === 'tasks') {
    tables.tasks.drop(id);
    tables.endedTasks.put(id);
  } else tables.pastCalls.drop(id);
  tables.pullState.unpark(stream, id);
}

/** False when the body does not fit the stream's schema. */
function put(tables: DirectoryTables, stream: DirectoryStream, body: unknown): boolean {
  const pass = tables.passes.current(stream);
  if (stream === 'customers') return store(pullBodySchemas.customers.safeParse(body).data, pass, tables.customers.put);
  if (stream === 'tickets') return store(pullBodySchemas.tickets.safeParse(body).data, pass, tables.ticketStates.put);
  if (stream === 'tasks') return store(pullBodySchemas.tasks.safeParse(body).data, pass, keepTask(tables));
  return store(pullBodySchemas.calls.safeParse(body).data, pass, tables.pastCalls.put);
}

function keepTask({ tasks, endedTasks }: DirectoryTables): TaskQueries['put'] {
  return (task, pass) => {
    tasks.put(task, pass);
    endedTasks.drop(task.id);
  };
}

function store<T>(value: T | undefined, pass: number, keep: (value: T, pass: number) => void): boolean {
  if (value === undefined) return false;
  keep(value, pass);
  return true;
}
