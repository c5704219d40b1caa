import { openLeg } from '../../shared/call/desk-calls.ts';
import type { CallId } from '../../shared/ids.ts';
import { isEndLocked } from '../../shared/script/end-lock.ts';
import { scriptAfter, type ScriptState } from '../../shared/script/flows/script-state.ts';
import type { ScriptBook } from '../../shared/script/script-book.ts';
import type { PhoneActions } from '../features/softphone/phone-actions.ts';
import type { DeskCall, PhoneState } from '../features/softphone/phone-store.ts';
import { markedLog } from './script-log.ts';

/** Where the flows of a call stand by its record alone. */
export function scriptOf({ state, pop }: DeskCall, book: ScriptBook): ScriptState {
  return scriptAfter(markedLog(state, book), {
    ...{ now: 0, isLanguageSpoken: true, isTalkLong: false, hasCityLine: true, language: 'zh-Hans' },
    isSpecialHandling: pop?.customer?.isSpecialHandling ?? false,
  });
}

/**
 * The one place where ending a call is stopped: whatever key or button asks for it, an abusive call stays until the leader
 * has confirmed. Ending what nobody has answered is rejecting it, and always possible.
 */
export function guardEnd(actions: PhoneActions, phone: () => PhoneState, book: () => ScriptBook): PhoneActions {
  const isLocked = (callId: CallId | undefined): boolean => {
    const call = phone().calls.find(({ state }) => state.facts.callId === callId);
    return call !== undefined && isEndLocked(scriptOf(call, book()));
  };
  return {
    ...actions,
    hangUp: (callId) => {
      const { desk } = phone();
      if (!isLocked(callId ?? openLeg(desk)?.facts.callId ?? desk.onScreen)) actions.hangUp(callId);
    },
    endConference: () => {
      if (!(phone().desk.conference ?? []).some(isLocked)) actions.endConference();
    },
  };
}
