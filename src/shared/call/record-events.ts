import { assertNever } from '../assert-never.ts';
import { marksMax, type ScriptMark } from '../domain/script-mark.ts';
import {
  baseOf,
  isLongCall,
  stay,
  talkOf,
  to,
  type CallEvent,
  type CallState,
  type CallTransition,
} from './call-state.ts';

/** What the agent writes into the record of a call, in whatever state it is. */
export type RecordEvent = Extract<
  CallEvent,
  {
    type:
      | 'phraseSaid'
      | 'phraseUnsaid'
      | 'scriptMarked'
      | 'slotFilled'
      | 'adherenceKnown'
      | 'longCallSwitched'
      | 'notesChanged'
      | 'wrapUpFinished';
  }
>;

export function writeRecord(state: CallState, event: RecordEvent): CallTransition {
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
    case 'scriptMarked': {
      const marks = [...roomFor(event.mark, state.marks ?? []), event.mark];
      return to({ ...state, marks }, { type: 'recordUpdate', patch: { id, marks } });
    }
    case 'slotFilled': {
      const { [event.slot]: _, ...others } = state.slots ?? {};
      const slots = event.value === undefined ? others : { ...others, [event.slot]: event.value };
      return to({ ...state, slots }, { type: 'recordUpdate', patch: { id, slots } });
    }
    case 'adherenceKnown': {
      const { adherence } = event;
      return to({ ...state, adherence }, { type: 'recordUpdate', patch: { id, adherence } });
    }
    case 'longCallSwitched': {
      if (isLongCall(state) === event.isOn) return stay(state);
      const longCall = { isOn: event.isOn, at: event.at };
      return to({ ...state, longCall }, { type: 'recordUpdate', patch: { id, longCall } });
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

/** Of what is marked too often in one call the oldest is given up: the last of its kind is what counts. */
function roomFor(mark: ScriptMark, marks: readonly ScriptMark[]): readonly ScriptMark[] {
  if (marks.length < marksMax) return marks;
  const oldest = marks.findIndex(({ type }) => type === mark.type);
  return marks.toSpliced(Math.max(0, oldest), 1);
}

function finishWrapUp(
  state: Extract<CallState, { kind: 'wrapUp' }>,
  event: Extract<CallEvent, { type: 'wrapUpFinished' }>,
): CallTransition {
  const { facts, endedAt, reason } = state;
  const { notes, disposition, rating, isUnconfirmed = false } = event;
  const closing = { disposition, wrappedUpAt: event.at };
  return to(
    { ...baseOf(state), kind: 'ended', notes, endedAt, reason, talk: talkOf(state), closing },
    {
      type: 'recordUpdate',
      patch: {
        ...{ id: facts.callId, notes, ...closing },
        ...(rating === undefined ? {} : { rating }),
        ...(isUnconfirmed ? { isDispositionConfirmed: false } : {}),
      },
    },
  );
}
