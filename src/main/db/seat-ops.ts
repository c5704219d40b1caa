import type { PullItem } from '../../shared/sync/wire.ts';
import { keepAgentState, openAgentStates } from './agent-state-ops.ts';
import { callDay, dismissMissed, listCalls } from './call-history-ops.ts';
import {
  attachCustomer,
  beginCall,
  closeLeftCalls,
  leftCalls,
  openTicketsOf,
  recentCallsOf,
  reveal,
  revealCall,
  updateCall,
} from './call-ops.ts';
import { customerOps } from './customers/seat-customer-ops.ts';
import { forgetReturned } from './customers/settle-edits.ts';
import { readableTicketStates } from './directory.ts';
import { releaseOutbox, settleOutbox, takeOutbox } from './outbox-ops.ts';
import { plain, result } from './expected-failures.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatSession } from './seat-session.ts';
import type { SeatStore } from './seat-store.ts';
import { getTicket, listTickets, reopenTicket, retryTicket, saveDraft, submitTicket } from './ticket-ops.ts';

/** The store as the worker hosts it: answers that need no waiting are given at once. */
export type SeatOps = {
  readonly [K in keyof SeatStore]: (
    ...args: Parameters<SeatStore[K]>
  ) => Awaited<ReturnType<SeatStore[K]>> | ReturnType<SeatStore[K]>;
};

export function createSeatOps(desk: SeatDesk): SeatOps {
  return {
    ...{ ...deskOps(desk), ...workOps(desk), ...callOps(desk), ...agentOps(desk) },
    ...{ ...syncOps(desk), ...lookUpOps(desk), ...customerOps(desk) },
  };
}

type DeskOps = Pick<
  SeatOps,
  | 'knownAgents'
  | 'peek'
  | 'prepare'
  | 'openOnline'
  | 'recover'
  | 'openOffline'
  | 'confirmLeader'
  | 'exportHandle'
  | 'openWithHandle'
  | 'close'
  | 'keepTokens'
  | 'addNumberBlocks'
>;

function deskOps(desk: SeatDesk): DeskOps {
  const { session, submitting: _u, suspectDamage: _s, halt: _h, ...rest } = desk;
  return {
    ...rest,
    keepTokens: (refreshToken) => plain(desk, () => session().tables.meta.put('refreshToken', refreshToken)),
    addNumberBlocks: (blocks) =>
      plain(desk, () => {
        const { tables, numbers } = session();
        tables.blocks.add(blocks);
        numbers.setBlocks(tables.blocks.all());
      }),
  };
}

type WorkOps = Pick<
  SeatOps,
  | 'saveDraft'
  | 'listDrafts'
  | 'discardDraft'
  | 'submitTicket'
  | 'listTickets'
  | 'getTicket'
  | 'reopenTicket'
  | 'retryTicket'
>;

function workOps(desk: SeatDesk): WorkOps {
  const { session } = desk;
  return {
    saveDraft: (draft) => plain(desk, () => saveDraft(session(), draft, Date.now())),
    listDrafts: () => plain(desk, () => session().tables.drafts.list()),
    discardDraft: (id) => plain(desk, () => session().tables.drafts.discard(id, Date.now())),
    submitTicket: (draft, isClosed, now) => result(desk, () => submitTicket(desk.submitting(), draft, isClosed, now)),
    listTickets: (limit, before) => plain(desk, () => listTickets(session(), limit, before)),
    getTicket: (id) => plain(desk, () => getTicket(session(), id)),
    reopenTicket: (id, now) => result(desk, () => reopenTicket(session(), id, now)),
    retryTicket: (id) => result(desk, () => retryTicket(session(), id, Date.now())),
  };
}

type CallOps = Pick<
  SeatOps,
  | 'beginCall'
  | 'updateCall'
  | 'attachCustomer'
  | 'leftCalls'
  | 'closeLeftCalls'
  | 'listCalls'
  | 'callDay'
  | 'dismissMissed'
  | 'reveal'
  | 'revealCall'
>;

function callOps(desk: SeatDesk): CallOps {
  const { session } = desk;
  return {
    beginCall: (record) => plain(desk, () => beginCall(session(), record)),
    updateCall: (patch, now) => result(desk, () => updateCall(session(), patch, now)),
    attachCustomer: (callId, customerId, now) => result(desk, () => attachCustomer(session(), callId, customerId, now)),
    leftCalls: (held) => plain(desk, () => leftCalls(session(), held)),
    closeLeftCalls: (held, now) => plain(desk, () => closeLeftCalls(session(), now, held)),
    listCalls: (filter, limit, before) => plain(desk, () => listCalls(session(), filter, limit, before)),
    callDay: (since, isPractice) => plain(desk, () => callDay(session(), since, isPractice)),
    dismissMissed: (upTo, now) => plain(desk, () => dismissMissed(session(), upTo, now)),
    reveal: (customerId, field, reason, now) => result(desk, () => reveal(session(), customerId, field, reason, now)),
    revealCall: (id, reason, now) => result(desk, () => revealCall(session(), id, reason, now)),
  };
}

type AgentOps = Pick<SeatOps, 'openAgentStates' | 'keepAgentState' | 'agentStates' | 'settleAgentStates'>;

function agentOps(desk: SeatDesk): AgentOps {
  const { session } = desk;
  return {
    openAgentStates: (signIn) => plain(desk, () => openAgentStates(session(), signIn)),
    keepAgentState: (state, now) => plain(desk, () => keepAgentState(session(), state, now)),
    agentStates: (seq, limit) => plain(desk, () => session().tables.agentStates.after(seq, limit)),
    // The newest stays: it is told again with each new channel.
    settleAgentStates: (seq) => plain(desk, () => session().tables.agentStates.dropBefore(seq)),
  };
}

type SyncOps = Pick<
  SeatOps,
  | 'takeOutbox'
  | 'settleOutbox'
  | 'releaseOutbox'
  | 'outboxCounts'
  | 'takeSealed'
  | 'settleSealed'
  | 'applyPull'
  | 'pullCursor'
>;

function syncOps(desk: SeatDesk): SyncOps {
  const { session } = desk;
  return {
    takeOutbox: (limit, now) => plain(desk, () => takeOutbox(session(), limit, now)),
    settleOutbox: (outcomes, now) => plain(desk, () => settleOutbox(session(), outcomes, now)),
    releaseOutbox: (ids) => plain(desk, () => releaseOutbox(session(), ids)),
    outboxCounts: () =>
      plain(desk, () => {
        const { book, edits, sealedOthers } = session();
        const { waiting, blocked } = book.counts();
        return { waiting, blocked: blocked + edits.conflicts().length, sealedOfOthers: sealedOthers.count() };
      }),
    takeSealed: (limit, now) => plain(desk, () => session().sealedOthers.take(limit, now)),
    settleSealed: (outcomes, now) => plain(desk, () => session().sealedOthers.settle(outcomes, now)),
    applyPull: (stream, items, cursor, pass) =>
      plain(desk, () => {
        if (stream === 'tickets') keepOwnStatuses(session(), items);
        session().directory.apply(stream, items, cursor, pass);
        if (stream === 'customers') forgetReturned(session(), items, pass?.isLast === true);
        // What the page makes out of date goes in the next pause.
        session().idle.touch();
      }),
    pullCursor: (stream) => plain(desk, () => session().directory.cursor(stream)),
  };
}

type LookUpOps = Pick<SeatOps, 'openTicketsOf' | 'recentCallsOf'>;

function lookUpOps(desk: SeatDesk): LookUpOps {
  const { session } = desk;
  return {
    openTicketsOf: (id) => plain(desk, () => openTicketsOf(session(), id)),
    recentCallsOf: (id, limit) => plain(desk, () => recentCallsOf(session(), id, limit)),
  };
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
    for (const state of states) tables.tickets.setStatus(state.id, state.status, state.updatedAt);
  });
}
