import { assertNever } from '../assert-never.ts';
import {
  holdsMax,
  needsWrapUp,
  type CallDialog,
  type CallFacts,
  type EndReason,
  type LeftCall,
  type Transfer,
} from '../domain/call.ts';
import {
  baseOf,
  heldSinceOf,
  isAnswered,
  stay,
  talkOf,
  to,
  type AnsweredState,
  type CallEffect,
  type CallEvent,
  type CallPatch,
  type CallState,
  type CallTransition,
  type EndableState,
  type LineCommand,
  type TalkSoFar,
  type TransferTarget,
} from './call-state.ts';
import { writeRecord } from './record-events.ts';

export interface Offer {
  /** UTC epoch ms at which the desk answers by itself; absent where the agent answers. */
  readonly autoAnswerAt?: number | undefined;
  /** Of the call that this one replaces. */
  readonly notes?: string | undefined;
}

/** The INVITE is in. */
export function offerCall(facts: CallFacts, { autoAnswerAt, notes = '' }: Offer = {}): CallTransition {
  const ringing: CallState = { kind: 'ringing', facts, notes, said: [] };
  const begin: CallEffect[] = [{ type: 'recordBegin', facts }];
  if (notes !== '') begin.push({ type: 'recordUpdate', patch: { id: facts.callId, notes } });
  return to(autoAnswerAt === undefined ? ringing : { ...ringing, autoAnswerAt }, ...begin);
}

/** The agent calls somebody. `address` is what the line dials; the facts hold the number as people write it. */
export function dialCall(facts: CallFacts, address: string): CallTransition {
  return to(
    { kind: 'dialing', facts, notes: '', said: [], isRinging: false, isHeard: false },
    { type: 'recordBegin', facts },
    { type: 'dialLine', address },
  );
}

export interface WayBack {
  readonly address: string;
  /** Absent: as any call to that address. */
  readonly replaces?: CallDialog;
}

/**
 * The agent comes back to a call that his page lost. Nobody reached, nothing of it changes: the record stays as it was
 * and open, so that he may try again.
 */
export function goBackToCall(left: LeftCall, way: WayBack): CallTransition {
  const { facts, notes, said, marks, slots, longCall } = left;
  // An abusive call is one when it is back, too.
  const kept = { ...(marks && { marks }), ...(slots && { slots }), ...(longCall && { longCall }) };
  return to(
    { kind: 'dialing', facts, notes, said, ...kept, isRinging: false, isHeard: false, talk: talkOf(left) },
    { type: 'recordBegin', facts },
    { type: 'dialLine', ...way },
  );
}

/** Pure: what the call becomes and what has to be done for it. */
export function transitionCall(state: CallState, event: CallEvent): CallTransition {
  return state.kind === 'ending' && isReport(event) ? whileEnding(state, event) : step(state, event);
}

/** What the line says of a call that is being ended holds for the state it would go back to. */
function whileEnding(state: Extract<CallState, { kind: 'ending' }>, event: CallEvent): CallTransition {
  const { state: from, effects } = step({ ...state.from, ...baseOf(state) }, event);
  return isEndable(from) ? to({ ...state, from }, ...effects) : stay(state);
}

function isReport(event: CallEvent): boolean {
  switch (event.type) {
    case 'progressed':
    case 'connected':
    case 'held':
    case 'resumed':
    case 'muteChanged':
    case 'transferRinging':
      return true;
    case 'commandFailed':
      return event.command !== 'reject' && event.command !== 'hangUp';
    default:
      return false;
  }
}

function isEndable(state: CallState): state is EndableState {
  return isUnanswered(state) || isAnswered(state);
}

function step(state: CallState, event: CallEvent): CallTransition {
  switch (event.type) {
    case 'answerPressed':
      return state.kind === 'ringing'
        ? to({ ...baseOf(state), kind: 'answering' }, { type: 'answerLine' })
        : stay(state);
    case 'autoAnswerStopped':
      return state.kind === 'ringing' ? to({ ...baseOf(state), kind: 'ringing' }) : stay(state);
    case 'rejectPressed':
      return state.kind === 'ringing' ? ending(state, { type: 'rejectLine' }) : stay(state);
    case 'hangUpPressed':
      return hangUp(state);
    case 'holdPressed':
      return state.kind === 'talking' ? to({ ...state, kind: 'holding' }, { type: 'holdLine' }) : stay(state);
    case 'resumePressed':
      return state.kind === 'held' ? to({ ...state, kind: 'resuming' }, { type: 'resumeLine' }) : stay(state);
    case 'mutePressed':
      return isAnswered(state) && state.isMuted !== event.isMuted
        ? to(state, { type: 'muteLine', isMuted: event.isMuted })
        : stay(state);
    case 'transferStarted':
      return transferStarted(state, event.to);
    case 'progressed':
      return state.kind === 'dialing'
        ? to({ ...state, isRinging: true, isHeard: state.isHeard || event.isHeard })
        : stay(state);
    case 'connected':
      return connected(state, event);
    case 'held':
      return state.kind === 'talking' || state.kind === 'holding'
        ? to({ ...state, kind: 'held', heldSince: event.at })
        : stay(state);
    case 'resumed':
      return resumed(state, event.at);
    case 'muteChanged':
      return muteChanged(state, event.isMuted);
    case 'transferRinging':
      return state.kind === 'transferring' ? to({ ...state, isRinging: true }) : stay(state);
    case 'lineEnded':
      return lineEnded(state, event);
    case 'commandFailed':
      return commandFailed(state, event.command);
    case 'phraseSaid':
    case 'phraseUnsaid':
    case 'scriptMarked':
    case 'slotFilled':
    case 'adherenceKnown':
    case 'longCallSwitched':
    case 'notesChanged':
    case 'wrapUpFinished':
      return writeRecord(state, event);
    default:
      return assertNever(event);
  }
}

function ending(from: EndableState, effect: CallEffect): CallTransition {
  return to({ ...baseOf(from), kind: 'ending', from }, effect);
}

function hangUp(state: CallState): CallTransition {
  if (state.kind === 'ringing') return ending(state, { type: 'rejectLine' });
  if (state.kind === 'answering' || state.kind === 'dialing' || isAnswered(state)) {
    return ending(state, { type: 'hangUpLine' });
  }
  return stay(state);
}

function transferStarted(state: CallState, target: TransferTarget): CallTransition {
  if (state.kind !== 'talking' && state.kind !== 'held') return stay(state);
  const { isMuted } = state;
  return to(
    {
      ...{ ...baseOf(state), ...talkOf(state) },
      ...{ kind: 'transferring', isMuted, from: state, to: target, isRinging: false },
    },
    { type: 'transferLine', to: target },
  );
}

function connected(state: CallState, { at, dialog }: Extract<CallEvent, { type: 'connected' }>): CallTransition {
  if (!isUnanswered(state)) return stay(state);
  const talk = (state.kind === 'dialing' && state.talk) || { answeredAt: at, heldMs: 0 };
  return to(
    { ...baseOf(state), kind: 'talking', ...talk, isMuted: false },
    {
      type: 'recordUpdate',
      patch: { id: state.facts.callId, answeredAt: talk.answeredAt, ...(dialog ? { dialog } : {}) },
    },
  );
}

function isUnanswered({ kind }: CallState): boolean {
  return kind === 'ringing' || kind === 'answering' || kind === 'dialing';
}

function resumed(state: CallState, at: number): CallTransition {
  if (state.kind !== 'held' && state.kind !== 'resuming') return stay(state);
  const { heldSince: _, ...rest } = state;
  const talk = talkUntil(state, at);
  const patch = { id: state.facts.callId, ...heldOf(talk) };
  return to({ ...rest, ...talk, kind: 'talking' }, { type: 'recordUpdate', patch });
}

/** What was talked, with the hold that is open until then. */
function talkUntil(state: AnsweredState, at: number): TalkSoFar {
  const talk = talkOf(state);
  const heldSince = heldSinceOf(state);
  if (heldSince === undefined || at <= heldSince) return talk;
  const { answeredAt, heldMs, holds = [] } = talk;
  const noted = holds.length < holdsMax ? [...holds, { from: heldSince, to: at }] : holds;
  return { answeredAt, heldMs: heldMs + at - heldSince, holds: noted };
}

function heldOf({ heldMs, holds }: TalkSoFar): Pick<CallPatch, 'heldMs' | 'holds'> {
  return { heldMs, ...(holds && { holds: [...holds] }) };
}

function muteChanged(state: CallState, isMuted: boolean): CallTransition {
  if (state.kind === 'transferring') return to({ ...state, isMuted, from: { ...state.from, isMuted } });
  return isAnswered(state) ? to({ ...state, isMuted }) : stay(state);
}

function lineEnded(state: CallState, event: Extract<CallEvent, { type: 'lineEnded' }>): CallTransition {
  if (state.kind === 'wrapUp' || state.kind === 'ended') return stay(state);
  const { reason, at, rating } = event;
  const base = baseOf(state);
  const last = state.kind === 'ending' ? state.from : state;
  if (last.kind === 'dialing' && last.talk) return to({ ...base, kind: 'ended', endedAt: at, reason, talk: last.talk });
  const end: CallPatch = {
    ...{ id: base.facts.callId, endedAt: at, endReason: reason },
    ...(rating === undefined ? {} : { rating }),
  };
  if (!isAnswered(last)) {
    return to({ ...base, kind: 'ended', endedAt: at, reason }, { type: 'recordUpdate', patch: end });
  }
  const { isMuted } = last;
  const talk = talkUntil(last, at);
  const transfer = transferOf(last, reason, at);
  const patch: CallPatch = { ...end, ...heldOf(talk), ...(transfer ? { transfer } : {}) };
  if (!needsWrapUp(base.facts, reason)) {
    const ended: CallState = {
      ...{ ...base, kind: 'ended', endedAt: at, reason },
      ...{ talk, closing: { wrappedUpAt: at } },
    };
    return to(ended, { type: 'recordUpdate', patch: { ...patch, wrappedUpAt: at } });
  }
  const wrapUp: CallState = { ...base, ...talk, kind: 'wrapUp', isMuted, endedAt: at, reason };
  return to(transfer ? { ...wrapUp, transfer } : wrapUp, { type: 'recordUpdate', patch });
}

function transferOf(last: AnsweredState, reason: EndReason, at: number): Transfer | undefined {
  if (last.kind !== 'transferring' || reason !== 'transferred') return undefined;
  return { kind: last.to.kind, to: last.to.address, at };
}

function commandFailed(state: CallState, command: LineCommand): CallTransition {
  // It rings again: the caller still waits, and the agent may try once more.
  if (command === 'answer' && state.kind === 'answering') return to({ ...state, kind: 'ringing' });
  if (command === 'hold' && state.kind === 'holding') return to({ ...state, kind: 'talking' });
  if (command === 'resume' && state.kind === 'resuming') return to({ ...state, kind: 'held' });
  if (command === 'transfer' && state.kind === 'transferring') return to({ ...state.from, ...baseOf(state) });
  if ((command === 'reject' || command === 'hangUp') && state.kind === 'ending') {
    return to({ ...state.from, ...baseOf(state) });
  }
  return stay(state);
}
