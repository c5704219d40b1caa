import { attachmentOps, discardDraft } from './attachment-ops.ts';
import { careOps } from './care-ops.ts';
import { drillRecordingOps } from './drill-recording-ops.ts';
import { examOps } from './exam-ops.ts';
import { forgetSounds, messageOps } from './message-ops.ts';
import { practiceOps } from './practice-ops.ts';
import { additionOps } from './addition-ops.ts';
import { syncOps } from './sync-ops.ts';
import { templateOps } from './template-ops.ts';
import { markArticle, openArticle, reportHelped, reportNotRight } from './article-mark-ops.ts';
import { keepAgentState, openAgentStates } from './agent-state-ops.ts';
import { callDay, dismissMissed, listCalls } from './call-history-ops.ts';
import {
  attachCustomer,
  beginCall,
  closeLeftCalls,
  getCall,
  leftCalls,
  recentCallsOf,
  reveal,
  revealCall,
  updateCall,
} from './call-ops.ts';
import { customerOps } from './customers/seat-customer-ops.ts';
import { lineOps } from './lines/line-ops.ts';
import { plain, result } from './expected-failures.ts';
import { centreForms } from './form-ops.ts';
import { openTicketsOf, openTicketsOfCaller } from './open-tickets.ts';
import { changeKnownTask, createTask, openTasks } from './task-ops.ts';
import type { SeatDesk } from './seat-desk.ts';
import { waitingOps } from './waiting/waiting-ops.ts';
import type { SeatStore } from './seat-store.ts';
import {
  noteExport,
  ticketCounts,
  ticketDay,
  ticketDetail,
  ticketPage,
  ticketPlaces,
  ticketsToExport,
  type TicketBook,
} from './ticket-book-ops.ts';
import { getTicket, listTickets, reopenTicket, retryTicket, saveDraft, submitTicket } from './ticket-ops.ts';

/** The store as the worker hosts it: answers that need no waiting are given at once. */
export type SeatOps = {
  readonly [K in keyof SeatStore]: (
    ...args: Parameters<SeatStore[K]>
  ) => Awaited<ReturnType<SeatStore[K]>> | ReturnType<SeatStore[K]>;
};

export function createSeatOps(desk: SeatDesk): SeatOps {
  return {
    ...{ ...deskOps(desk), ...workOps(desk), ...bookOps(desk), ...callOps(desk), ...taskOps(desk), ...agentOps(desk) },
    ...{ ...syncOps(desk), ...lookUpOps(desk), ...customerOps(desk), ...lineOps(desk), ...articleOps(desk) },
    ...attachmentOps(desk),
    ...{ ...practiceOps(desk), ...drillRecordingOps(desk) },
    ...messageOps(desk),
    ...careOps(desk),
    ...examOps(desk),
    ...templateOps(desk),
    ...additionOps(desk),
    ...waitingOps(desk),
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
  const { session, submitting: _u, suspectDamage: _s, halt: _h, leaderHand: _l, ...rest } = desk;
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
  | 'centreForms'
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
    discardDraft: (id) => plain(desk, () => discardDraft(session(), id, Date.now())),
    submitTicket: (draft, isClosed, now) => result(desk, () => submitTicket(desk.submitting(), draft, isClosed, now)),
    centreForms: () => plain(desk, () => centreForms(session().tables)),
    listTickets: (limit, before) => plain(desk, () => listTickets(session(), limit, before)),
    getTicket: (id) => plain(desk, () => getTicket(session(), id)),
    reopenTicket: (id, now) => result(desk, () => reopenTicket(session(), id, now)),
    retryTicket: (id) => result(desk, () => retryTicket(session(), id, Date.now())),
  };
}

function bookOps(desk: SeatDesk): Pick<SeatOps, keyof TicketBook> {
  const { session } = desk;
  return {
    ticketPage: (filter, now, from) => plain(desk, () => ticketPage(session(), filter, now, from)),
    ticketPlaces: (filter, now) => plain(desk, () => ticketPlaces(session(), filter, now)),
    ticketCounts: (now) => plain(desk, () => ticketCounts(session(), now)),
    ticketDetail: (id) => result(desk, () => ticketDetail(session(), id)),
    ticketDay: (since, until) => plain(desk, () => ticketDay(session(), since, until)),
    ticketsToExport: (filter, now) => result(desk, () => ticketsToExport(session(), filter, now)),
    noteExport: (filter, format, count, now) => plain(desk, () => noteExport(session(), filter, format, count, now)),
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
  | 'getCall'
>;

function callOps(desk: SeatDesk): CallOps {
  const { session } = desk;
  return {
    beginCall: (record) => plain(desk, () => beginCall(session(), record)),
    updateCall: (patch, now) => result(desk, () => updateCall(session(), patch, now)),
    attachCustomer: (callId, customerId, now) => result(desk, () => attachCustomer(session(), callId, customerId, now)),
    leftCalls: (held, time) => plain(desk, () => leftCalls(session(), held, time)),
    closeLeftCalls: (held, now) => plain(desk, () => closeLeftCalls(session(), now, held)),
    listCalls: (filter, limit, before) => plain(desk, () => listCalls(session(), filter, limit, before)),
    callDay: (since, isPractice) => plain(desk, () => callDay(session(), since, isPractice)),
    dismissMissed: (upTo, now) => plain(desk, () => dismissMissed(session(), upTo, now)),
    reveal: (customerId, field, reason, now) => result(desk, () => reveal(session(), customerId, field, reason, now)),
    getCall: (id) => result(desk, () => getCall(session(), id)),
    revealCall: (id, reason, now) => result(desk, () => revealCall(session(), id, reason, now)),
  };
}

type TaskOps = Pick<SeatOps, 'openTasks' | 'createTask' | 'changeTask'>;

function taskOps(desk: SeatDesk): TaskOps {
  const { session } = desk;
  return {
    openTasks: () => plain(desk, () => openTasks(session())),
    createTask: (task, now) => plain(desk, () => createTask(session(), task, now)),
    changeTask: (id, change, agent, now) =>
      result(desk, () => {
        const changed = changeKnownTask(session(), id, change, agent, now);
        if (changed.ok && changed.value.task.status !== 'open') forgetSounds(session());
        return changed;
      }),
  };
}

type ArticleOps = Pick<SeatOps, 'openArticle' | 'markArticle' | 'articleMarks' | 'reportNotRight' | 'reportHelped'>;

function articleOps(desk: SeatDesk): ArticleOps {
  const { session } = desk;
  return {
    openArticle: (article, now) => plain(desk, () => openArticle(session(), article, now)),
    markArticle: (article, change, now) => plain(desk, () => markArticle(session(), article, change, now)),
    articleMarks: () => plain(desk, () => session().tables.articleMarks.list()),
    reportNotRight: (article, callId, now) => plain(desk, () => reportNotRight(session(), article, callId, now)),
    reportHelped: (article, callId, now) => plain(desk, () => reportHelped(session(), article, callId, now)),
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

type LookUpOps = Pick<SeatOps, 'openTicketsOf' | 'openTicketsOfCaller' | 'recentCallsOf'>;

function lookUpOps(desk: SeatDesk): LookUpOps {
  const { session } = desk;
  return {
    openTicketsOf: (id) => plain(desk, () => openTicketsOf(session(), id)),
    openTicketsOfCaller: (id, phone) => plain(desk, () => openTicketsOfCaller(session(), id, phone)),
    recentCallsOf: (id, limit) => plain(desk, () => recentCallsOf(session(), id, limit)),
  };
}

/** The list is that of whoever signed in then: he himself is not in it, and whoever sits here now may be. */
