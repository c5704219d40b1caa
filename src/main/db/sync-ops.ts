import type { TicketId } from '../../shared/ids.ts';
import type { PullItem } from '../../shared/sync/wire.ts';
import { forgetReturned } from './customers/settle-edits.ts';
import { readableTicketStates } from './directory.ts';
import { plain } from './expected-failures.ts';
import { applyFormPage } from './form-ops.ts';
import { applyLinePage, decisionsOn, isLineStream, settleDecisions } from './lines/shared-lines.ts';
import { forgetSounds } from './message-ops.ts';
import {
  readmitAboutTickets,
  readmitEarly,
  releaseOutbox,
  settleOutbox,
  signTogether,
  takeOutbox,
} from './outbox-ops.ts';
import type { KnownColleagues } from './queries/colleagues.ts';
import { keptSupplement } from './queries/ticket-additions.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatSession } from './seat-session.ts';
import { noteFeed } from './send-again.ts';
import { forgetSettledTasks } from './settled-tasks.ts';

type SyncOps = Pick<
  SeatOps,
  | 'keepColleagues'
  | 'knownColleagues'
  | 'takeOutbox'
  | 'signTogether'
  | 'signEach'
  | 'settleOutbox'
  | 'releaseOutbox'
  | 'outboxCounts'
  | 'takeSealed'
  | 'settleSealed'
  | 'applyPull'
  | 'pullCursor'
  | 'noteFeed'
>;

/** What goes to the centre and comes from it. */
export function syncOps(desk: SeatDesk): SyncOps {
  const { session } = desk;
  return {
    takeOutbox: (limit, now) => plain(desk, () => takeOutbox(session(), limit, now)),
    signTogether: (digests) => plain(desk, () => signTogether(session(), digests)),
    signEach: (payloads) => plain(desk, () => payloads.map((payload) => session().sign(payload))),
    settleOutbox: (outcomes, now) => plain(desk, () => settleOutbox(session(), outcomes, now)),
    noteFeed: (feed) => plain(desk, () => noteFeed(session(), feed)),
    releaseOutbox: (ids) => plain(desk, () => releaseOutbox(session(), ids)),
    outboxCounts: () =>
      plain(desk, () => {
        const { book, edits, sealedOthers, tables } = session();
        const { waiting, blocked } = book.counts();
        const files = tables.attachments.counts();
        return {
          ...{ waiting, blocked: blocked + edits.conflicts().length, sealedOfOthers: sealedOthers.count() },
          ...{ filesWaiting: files.waiting, filesStuck: files.stuck },
        };
      }),
    takeSealed: (limit, now) => plain(desk, () => session().sealedOthers.take(limit, now)),
    settleSealed: (outcomes, now) =>
      plain(desk, () => {
        session().sealedOthers.settle(outcomes, now);
        return settleDecisions(session().lines, outcomes);
      }),
    applyPull: (...page) => plain(desk, () => applyPull(session(), ...page)),
    keepColleagues: (known) => plain(desk, () => session().directory.colleagues.put(known)),
    knownColleagues: () => plain(desk, () => knownColleagues(session())),
    pullCursor: (stream) =>
      plain(desk, () => {
        const { lines, directory, tables } = session();
        if (stream === 'forms') return tables.meta.get('formsCursor');
        return isLineStream(stream) ? lines.pullState.cursor(stream) : directory.cursor(stream);
      }),
  };
}

/** One page in one transaction, cursor included, and what follows from it for the rows of this seat. */
function applyPull(session: SeatSession, ...[stream, items, cursor, pass]: Parameters<SeatOps['applyPull']>): void {
  if (isLineStream(stream)) {
    applyLinePage(session.lines, stream, items, cursor, pass, Date.now());
    if (stream === 'lines') session.sealedOthers.readmit(decisionsOn(session.lines, items));
    return;
  }
  if (stream === 'forms') return applyFormPage(session.tables, items, cursor, pass);
  if (stream === 'tickets') {
    keepOwnStatuses(session, items);
    readmitAboutTickets(session, new Set(items.map(({ id }) => id)));
  }
  session.directory.apply(stream, items, cursor, pass);
  if (stream === 'tasks') {
    const ids = items.map(({ id }) => id);
    forgetSettledTasks(session, ids);
    readmitEarly(session, ids);
    forgetSounds(session);
  }
  if (stream === 'customers') forgetReturned(session, items, pass?.isLast === true);
  // What the page makes out of date goes in the next pause.
  session.idle.touch();
}

function knownColleagues({ directory, agentNo }: SeatSession): KnownColleagues | undefined {
  const known = directory.colleagues.get();
  return known && { ...known, colleagues: known.colleagues.filter((colleague) => colleague.agentNo !== agentNo) };
}

/**
 * What the page says of tickets of this seat, and of a state that it drops the last one known. Written before the
 * page's cursor: repeating it after a crash in between changes nothing.
 */
function keepOwnStatuses({ tables, directory }: SeatSession, items: readonly PullItem[]): void {
  const dropped = items.flatMap((item) => (item.op === 'drop' ? (directory.ticketStates.get(item.id) ?? []) : []));
  const states = [...dropped, ...readableTicketStates(items)];
  if (states.length === 0) return;
  tables.inTransaction(() => {
    for (const { id, status, updatedAt, supplements = [] } of states) {
      tables.tickets.setStatus(id, status, updatedAt);
      const isOwn = supplements.length > 0 && tables.tickets.get(id as TicketId) !== undefined;
      // Others' words on an own ticket are found with it.
      if (isOwn) for (const each of supplements) tables.ticketAdditions.put(keptSupplement(id, each));
    }
  });
}
