import type { Stretch } from '../care/stretches.ts';
import type { CallDialog, CallFacts, Disposition, EndReason, FilledSlots, LongCall, Transfer } from '../domain/call.ts';
import type { SlotName } from '../domain/moment.ts';
import type { Adherence, ScriptMark } from '../domain/script-mark.ts';
import type { CallId, PhraseId } from '../ids.ts';
import type { CommandInput } from '../ipc/contract.ts';

/**
 * One call leg, from the first ring or digit to the closed record.
 *
 *             answerPressed            connected
 *   ringing ───────────────► answering ─────────► talking ◄─────────────┐
 *      │  ▲                      │  │                │ holdPressed      │ resumed
 *      │  └──── answer failed ───┘  │                ▼                  │
 *      │                            │             holding ──► held ──► resuming
 *      │ rejectPressed              │ hangUpPressed   │  held   │ resumePressed
 *      ▼                            ▼                 ▼         ▼
 *    ending ◄─────────────────────────────────────────────── (hangUpPressed from every answered state)
 *      │                                  ▲
 *      │ lineEnded (from every state)     │ hangUpPressed
 *      │                               dialing ── connected ──► talking
 *      ├── never answered, a consult, or a call not come back to ► ended
 *      └── answered ──► wrapUp ── wrapUpFinished ──► ended
 *
 *   talking, held ── transferStarted ──► transferring ── transfer failed ──► where it came from
 *
 * A command that the line could not carry out (`commandFailed`) leads back to the state it came from. What does not fit
 * the state is ignored: the line and the agent can always cross each other.
 */
export type CallState =
  /** `autoAnswerAt`: the desk answers by itself at that time, unless the agent stops it. */
  | (CallBase & { readonly kind: 'ringing'; readonly autoAnswerAt?: number })
  | (CallBase & { readonly kind: 'answering' })
  /** The agent called: `isRinging` once the far end rings, `isHeard` once it sends sound before it answers. */
  | (CallBase & {
      readonly kind: 'dialing';
      readonly isRinging: boolean;
      readonly isHeard: boolean;
      /** The talk that a crashed page lost, and that goes on when the far end is back. */
      readonly talk?: TalkSoFar;
    })
  | (AnsweredBase & { readonly kind: 'talking' })
  /** Hold was asked for, the far end has not agreed yet: the caller may still hear the agent. */
  | (AnsweredBase & { readonly kind: 'holding' })
  | (AnsweredBase & { readonly kind: 'held'; readonly heldSince: number })
  | (AnsweredBase & { readonly kind: 'resuming'; readonly heldSince: number })
  /** The far end was asked to call `to`; it is ours until that worked. */
  | (AnsweredBase & {
      readonly kind: 'transferring';
      readonly from: TransferableState;
      readonly to: TransferTarget;
      /** The new far end rings. */
      readonly isRinging: boolean;
    })
  /** The agent ended or refused it; `from` is where it goes back to when the line could not. */
  | (CallBase & { readonly kind: 'ending'; readonly from: EndableState })
  /** The line is free, the record is still open. */
  | (AnsweredBase & { readonly kind: 'wrapUp'; readonly endedAt: number; readonly reason: EndReason })
  | (CallBase & {
      readonly kind: 'ended';
      readonly endedAt: number;
      readonly reason: EndReason;
      /** Absent for a call that was never answered. */
      readonly talk?: TalkSoFar;
      readonly closing?: { readonly disposition?: Disposition; readonly wrappedUpAt: number };
    });

export interface CallBase {
  /** `startedAt` in it is the moment of the offer. Times are UTC epoch ms everywhere. */
  readonly facts: CallFacts;
  readonly notes: string;
  /** In the order in which they were said; a phrase said twice stands twice. */
  readonly said: readonly SaidPhrase[];
  /** What else the words of the call follow from, in order. */
  readonly marks?: readonly ScriptMark[];
  /** What the agent wrote into the gaps of his lines. */
  readonly slots?: FilledSlots;
  readonly adherence?: Adherence;
  /** Whether the agent wants no reminder of the time. */
  readonly longCall?: LongCall;
}

export interface TalkSoFar {
  readonly answeredAt: number;
  /** Sum of the finished holds, ms. */
  readonly heldMs: number;
  /** When they were, as the record has them. */
  readonly holds?: readonly Stretch[];
}

/** The same as a record has it. */
type Talked = Pick<TalkSoFar, 'answeredAt' | 'heldMs'> & { readonly holds?: TalkSoFar['holds'] | undefined };

export interface AnsweredBase extends CallBase, TalkSoFar {
  readonly isMuted: boolean;
  /** Where it went, once a transfer worked. */
  readonly transfer?: Transfer;
}

export interface SaidPhrase {
  readonly phraseId: PhraseId;
  readonly at: number;
}

/** Whom a call is handed to: a number, or with 通话转 the far end of another call of this desk. */
export interface TransferTarget {
  readonly kind: Transfer['kind'];
  /** User part of a SIP address, or a whole one. */
  readonly address: string;
  /** Set exactly for `attended`. */
  readonly callId?: CallId;
}

export type CallKind = CallState['kind'];
export type TransferableState = Extract<CallState, { kind: 'talking' | 'held' }>;
export type EndableState = Extract<
  CallState,
  { kind: 'ringing' | 'answering' | 'dialing' | 'talking' | 'holding' | 'held' | 'resuming' | 'transferring' }
>;
export type AnsweredState = Extract<CallState, { kind: 'talking' | 'holding' | 'held' | 'resuming' | 'transferring' }>;

export type LineCommand = 'answer' | 'reject' | 'hangUp' | 'hold' | 'resume' | 'mute' | 'dial' | 'transfer';

export type CallEvent =
  // what the agent wants
  | { readonly type: 'answerPressed' }
  | { readonly type: 'autoAnswerStopped' }
  | { readonly type: 'rejectPressed' }
  | { readonly type: 'hangUpPressed' }
  | { readonly type: 'holdPressed' }
  | { readonly type: 'resumePressed' }
  | { readonly type: 'mutePressed'; readonly isMuted: boolean }
  | { readonly type: 'transferStarted'; readonly to: TransferTarget }
  | { readonly type: 'phraseSaid'; readonly phraseId: PhraseId; readonly at: number }
  | { readonly type: 'phraseUnsaid'; readonly phraseId: PhraseId }
  | { readonly type: 'scriptMarked'; readonly mark: ScriptMark }
  /** Without a value it is a gap again. */
  | { readonly type: 'slotFilled'; readonly slot: SlotName; readonly value: FilledSlots[SlotName] }
  | { readonly type: 'adherenceKnown'; readonly adherence: Adherence }
  | { readonly type: 'longCallSwitched'; readonly isOn: boolean; readonly at: number }
  | { readonly type: 'notesChanged'; readonly notes: string }
  | {
      readonly type: 'wrapUpFinished';
      readonly disposition: Disposition;
      readonly notes: string;
      readonly rating?: number;
      /** The time was over before the agent had confirmed it. */
      readonly isUnconfirmed?: boolean;
      readonly at: number;
    }
  // what the line reports
  | { readonly type: 'progressed'; readonly isHeard: boolean }
  | { readonly type: 'connected'; readonly at: number; readonly dialog?: CallDialog }
  | { readonly type: 'held'; readonly at: number }
  | { readonly type: 'resumed'; readonly at: number }
  | { readonly type: 'muteChanged'; readonly isMuted: boolean }
  | { readonly type: 'transferRinging' }
  | { readonly type: 'lineEnded'; readonly reason: EndReason; readonly at: number; readonly rating?: number }
  | { readonly type: 'commandFailed'; readonly command: LineCommand };

/** Later values win; the record is found by `id`. Repeating a patch changes nothing. */
export type CallPatch = CommandInput<'calls:update'>;

export type CallEffect =
  | { readonly type: 'answerLine' }
  | { readonly type: 'rejectLine' }
  /** `replaces`: in the place of this desk's own lost dialog. */
  | { readonly type: 'dialLine'; readonly address: string; readonly replaces?: CallDialog }
  | { readonly type: 'hangUpLine' }
  | { readonly type: 'holdLine' }
  | { readonly type: 'resumeLine' }
  | { readonly type: 'muteLine'; readonly isMuted: boolean }
  | { readonly type: 'transferLine'; readonly to: TransferTarget }
  | { readonly type: 'recordBegin'; readonly facts: CallFacts }
  | { readonly type: 'recordUpdate'; readonly patch: CallPatch };

export interface CallTransition {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}

/** The line is in use: neither wrapping up nor over. */
export function isLive(state: CallState): boolean {
  return state.kind !== 'wrapUp' && state.kind !== 'ended';
}

export function isAnswered(state: CallState): state is AnsweredState {
  switch (state.kind) {
    case 'talking':
    case 'holding':
    case 'held':
    case 'resuming':
    case 'transferring':
      return true;
    default:
      return false;
  }
}

/** What is known of every call, without what belongs to one state only. */
export function baseOf({ facts, notes, said, marks, slots, adherence, longCall }: CallState): CallBase {
  return {
    ...{ facts, notes, said, ...(marks && { marks }), ...(slots && { slots }) },
    ...(adherence && { adherence }),
    ...(longCall && { longCall }),
  };
}

/** The agent wants no reminder of the time in this call. */
export function isLongCall({ longCall }: CallState): boolean {
  return longCall?.isOn ?? false;
}

export function talkOf({ answeredAt, heldMs, holds }: Talked): TalkSoFar {
  return { answeredAt, heldMs, ...(holds && { holds }) };
}

/** When the caller was put on hold, where he is; UTC epoch ms. */
export function heldSinceOf(state: AnsweredState): number | undefined {
  const call = state.kind === 'transferring' ? state.from : state;
  return 'heldSince' in call ? call.heldSince : undefined;
}

export function stay(state: CallState): CallTransition {
  return { state, effects: [] };
}

export function to(state: CallState, ...effects: CallEffect[]): CallTransition {
  return { state, effects };
}
