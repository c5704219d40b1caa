import { assertNever } from '../assert-never.ts';
import type { CallFacts, Disposition, EndReason } from '../domain/call.ts';
import type { PhraseId } from '../ids.ts';
import type { CommandInput } from '../ipc/contract.ts';

/**
 * One call leg, from the first ring to the closed record.
 *
 *             answerPressed            connected
 *   ringing ───────────────► answering ─────────► talking ◄─────────────┐
 *      │  ▲                      │  │                │ holdPressed      │ resumed
 *      │  └──── answer failed ───┘  │                ▼                  │
 *      │                            │             holding ──► held ──► resuming
 *      │ rejectPressed              │ hangUpPressed   │  held   │ resumePressed
 *      ▼                            ▼                 ▼         ▼
 *    ending ◄─────────────────────────────────────────────── (hangUpPressed from every answered state)
 *      │
 *      │ lineEnded (from every state above, whoever ended it)
 *      ├── never answered ──────────────────────────► ended
 *      └── answered ──► wrapUp ── wrapUpFinished ──► ended
 *
 * A command that the line could not carry out (`commandFailed`) leads back to the state it came from. What does not fit
 * the state is ignored: the line and the agent can always cross each other.
 */
export type CallState =
  | (CallBase & { readonly kind: 'ringing' })
  | (CallBase & { readonly kind: 'answering' })
  | (AnsweredBase & { readonly kind: 'talking' })
  /** Hold was asked for, the far end has not agreed yet: the caller may still hear the agent. */
  | (AnsweredBase & { readonly kind: 'holding' })
  | (AnsweredBase & { readonly kind: 'held'; readonly heldSince: number })
  | (AnsweredBase & { readonly kind: 'resuming'; readonly heldSince: number })
  /** The agent ended or refused it; `from` is where it goes back to when the line could not. */
  | (CallBase & { readonly kind: 'ending'; readonly from: EndableState })
  /** The line is free, the record is still open. */
  | (AnsweredBase & { readonly kind: 'wrapUp'; readonly endedAt: number; readonly reason: EndReason })
  | (CallBase & {
      readonly kind: 'ended';
      readonly endedAt: number;
      readonly reason: EndReason;
      /** Absent for a call that was never answered. */
      readonly talk?: { readonly answeredAt: number; readonly heldMs: number };
      readonly closing?: { readonly disposition: Disposition; readonly wrappedUpAt: number };
    });

export interface CallBase {
  /** `startedAt` in it is the moment of the offer. Times are UTC epoch ms everywhere. */
  readonly facts: CallFacts;
  readonly notes: string;
  /** In the order in which they were said; a phrase said twice stands twice. */
  readonly said: readonly SaidPhrase[];
}

export interface AnsweredBase extends CallBase {
  readonly answeredAt: number;
  /** Sum of the finished holds, ms. */
  readonly heldMs: number;
  readonly isMuted: boolean;
}

export interface SaidPhrase {
  readonly phraseId: PhraseId;
  readonly at: number;
}

export type CallKind = CallState['kind'];
type EndableState = Extract<CallState, { kind: 'ringing' | 'answering' | 'talking' | 'holding' | 'held' | 'resuming' }>;
type AnsweredState = Extract<CallState, { kind: 'talking' | 'holding' | 'held' | 'resuming' }>;

export type LineCommand = 'answer' | 'reject' | 'hangUp' | 'hold' | 'resume' | 'mute';

export type CallEvent =
  // what the agent wants
  | { readonly type: 'answerPressed' }
  | { readonly type: 'rejectPressed' }
  | { readonly type: 'hangUpPressed' }
  | { readonly type: 'holdPressed' }
  | { readonly type: 'resumePressed' }
  | { readonly type: 'mutePressed'; readonly isMuted: boolean }
  | { readonly type: 'phraseSaid'; readonly phraseId: PhraseId; readonly at: number }
  | { readonly type: 'phraseUnsaid'; readonly phraseId: PhraseId }
  | { readonly type: 'notesChanged'; readonly notes: string }
  | { readonly type: 'wrapUpFinished'; readonly disposition: Disposition; readonly notes: string; readonly at: number }
  // what the line reports
  | { readonly type: 'connected'; readonly at: number }
  | { readonly type: 'held'; readonly at: number }
  | { readonly type: 'resumed'; readonly at: number }
  | { readonly type: 'muteChanged'; readonly isMuted: boolean }
  | { readonly type: 'lineEnded'; readonly reason: EndReason; readonly at: number }
  | { readonly type: 'commandFailed'; readonly command: LineCommand };

/** Later values win; the record is found by `id`. Repeating a patch changes nothing. */
export type CallPatch = CommandInput<'calls:update'>;

export type CallEffect =
  | { readonly type: 'startRing' }
  | { readonly type: 'stopRing' }
  | { readonly type: 'answerLine' }
  | { readonly type: 'rejectLine' }
  | { readonly type: 'hangUpLine' }
  | { readonly type: 'holdLine' }
  | { readonly type: 'resumeLine' }
  | { readonly type: 'muteLine'; readonly isMuted: boolean }
  | { readonly type: 'recordBegin'; readonly facts: CallFacts }
  | { readonly type: 'recordUpdate'; readonly patch: CallPatch };

export interface CallTransition {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

/** The INVITE is in: the only way a call begins. */
export function offerCall(facts: CallFacts): CallTransition {
  return {
    state: { kind: 'ringing', facts, notes: '', said: [] },
    effects: [{ type: 'recordBegin', facts }, { type: 'startRing' }],
  };
}

/** Pure: what the call becomes and what has to be done for it. */
export function transitionCall(state: CallState, event: CallEvent): CallTransition {
  switch (event.type) {
    case 'answerPressed':
      return state.kind === 'ringing'
        ? to({ ...state, kind: 'answering' }, { type: 'stopRing' }, { type: 'answerLine' })
        : stay(state);
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
    case 'connected':
      return connected(state, event.at);
    case 'held':
      return held(state, event.at);
    case 'resumed':
      return resumed(state, event.at);
    case 'muteChanged':
      return muteChanged(state, event.isMuted);
    case 'lineEnded':
      return lineEnded(state, event.reason, event.at);
    case 'commandFailed':
      return commandFailed(state, event.command);
    case 'phraseSaid':
    case 'phraseUnsaid':
    case 'notesChanged':
    case 'wrapUpFinished':
      return writeRecord(state, event);
    default:
      return assertNever(event);
  }
}

/** The line is in use: neither wrapping up nor over. */
export function isLive(state: CallState): boolean {
  return state.kind !== 'wrapUp' && state.kind !== 'ended';
}

function isAnswered(state: CallState): state is AnsweredState {
  return state.kind === 'talking' || state.kind === 'holding' || state.kind === 'held' || state.kind === 'resuming';
}

function stay(state: CallState): CallTransition {
  return { state, effects: [] };
}

function to(state: CallState, ...effects: CallEffect[]): CallTransition {
  return { state, effects };
}

function ending(from: EndableState, effect: CallEffect): CallTransition {
  const { facts, notes, said } = from;
  const quiet: CallEffect[] = from.kind === 'ringing' ? [{ type: 'stopRing' }] : [];
  return to({ kind: 'ending', facts, notes, said, from }, ...quiet, effect);
}

function hangUp(state: CallState): CallTransition {
  if (state.kind === 'ringing') return ending(state, { type: 'rejectLine' });
  if (state.kind === 'answering' || isAnswered(state)) return ending(state, { type: 'hangUpLine' });
  return stay(state);
}

function connected(state: CallState, at: number): CallTransition {
  const patch: CallPatch = { id: state.facts.callId, answeredAt: at };
  const record: CallEffect = { type: 'recordUpdate', patch };
  if (state.kind === 'ringing' || state.kind === 'answering') {
    const { facts, notes, said } = state;
    const talking: CallState = { kind: 'talking', facts, notes, said, answeredAt: at, heldMs: 0, isMuted: false };
    return state.kind === 'ringing' ? to(talking, { type: 'stopRing' }, record) : to(talking, record);
  }
  // Hung up while the answer was on its way: the caller did get through, the record has to say so.
  if (state.kind === 'ending' && (state.from.kind === 'ringing' || state.from.kind === 'answering')) {
    const { facts, notes, said } = state;
    const from: EndableState = { kind: 'talking', facts, notes, said, answeredAt: at, heldMs: 0, isMuted: false };
    return to({ ...state, from }, record);
  }
  return stay(state);
}

function held(state: CallState, at: number): CallTransition {
  if (state.kind === 'talking' || state.kind === 'holding') return to({ ...state, kind: 'held', heldSince: at });
  return stay(state);
}

function resumed(state: CallState, at: number): CallTransition {
  if (state.kind !== 'held' && state.kind !== 'resuming') return stay(state);
  const { heldSince, ...rest } = state;
  const heldMs = state.heldMs + Math.max(0, at - heldSince);
  return to({ ...rest, kind: 'talking', heldMs }, { type: 'recordUpdate', patch: { id: state.facts.callId, heldMs } });
}

function muteChanged(state: CallState, isMuted: boolean): CallTransition {
  return isAnswered(state) ? to({ ...state, isMuted }) : stay(state);
}

function lineEnded(state: CallState, reason: EndReason, at: number): CallTransition {
  if (state.kind === 'wrapUp' || state.kind === 'ended') return stay(state);
  const { facts, notes, said } = state;
  const last = state.kind === 'ending' ? state.from : state;
  const quiet: CallEffect[] = state.kind === 'ringing' ? [{ type: 'stopRing' }] : [];
  const end = { id: facts.callId, endedAt: at, endReason: reason };
  if (!isAnswered(last)) {
    const ended: CallState = { kind: 'ended', facts, notes, said, endedAt: at, reason };
    return to(ended, ...quiet, { type: 'recordUpdate', patch: end });
  }
  const openHold = 'heldSince' in last ? Math.max(0, at - last.heldSince) : 0;
  const heldMs = last.heldMs + openHold;
  const { answeredAt, isMuted } = last;
  return to(
    { kind: 'wrapUp', facts, notes, said, answeredAt, heldMs, isMuted, endedAt: at, reason },
    { type: 'recordUpdate', patch: { ...end, heldMs } },
  );
}

function commandFailed(state: CallState, command: LineCommand): CallTransition {
  // It rings again: the caller still waits, and the agent may try once more.
  if (command === 'answer' && state.kind === 'answering')
    return to({ ...state, kind: 'ringing' }, { type: 'startRing' });
  if (command === 'hold' && state.kind === 'holding') return to({ ...state, kind: 'talking' });
  if (command === 'resume' && state.kind === 'resuming') return to({ ...state, kind: 'held' });
  if ((command === 'reject' || command === 'hangUp') && state.kind === 'ending') {
    const back = { ...state.from, notes: state.notes, said: state.said };
    return back.kind === 'ringing' ? to(back, { type: 'startRing' }) : to(back);
  }
  return stay(state);
}

type RecordEvent = Extract<CallEvent, { type: 'phraseSaid' | 'phraseUnsaid' | 'notesChanged' | 'wrapUpFinished' }>;

function writeRecord(state: CallState, event: RecordEvent): CallTransition {
  if (state.kind === 'ended') return stay(state);
  const id = state.facts.callId;
  switch (event.type) {
    case 'phraseSaid': {
      const said = [...state.said, { phraseId: event.phraseId, at: event.at }];
      return to({ ...state, said }, { type: 'recordUpdate', patch: { id, said } });
    }
    case 'phraseUnsaid': {
      const index = state.said.findLastIndex((entry) => entry.phraseId === event.phraseId);
      if (index < 0) return stay(state);
      const said = state.said.toSpliced(index, 1);
      return to({ ...state, said }, { type: 'recordUpdate', patch: { id, said } });
    }
    case 'notesChanged':
      if (state.notes === event.notes) return stay(state);
      return to({ ...state, notes: event.notes }, { type: 'recordUpdate', patch: { id, notes: event.notes } });
    case 'wrapUpFinished':
      return state.kind === 'wrapUp' ? finishWrapUp(state, event) : stay(state);
    default:
      return assertNever(event);
  }
}

function finishWrapUp(
  state: Extract<CallState, { kind: 'wrapUp' }>,
  event: Extract<CallEvent, { type: 'wrapUpFinished' }>,
): CallTransition {
  const { facts, said, endedAt, reason, answeredAt, heldMs } = state;
  const { notes, disposition } = event;
  const closing = { disposition, wrappedUpAt: event.at };
  return to(
    { kind: 'ended', facts, notes, said, endedAt, reason, talk: { answeredAt, heldMs }, closing },
    { type: 'recordUpdate', patch: { id: facts.callId, notes, ...closing } },
  );
}
