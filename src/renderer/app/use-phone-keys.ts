import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { isAnswered } from '../../shared/call/call-state.ts';
import { consultOf } from '../../shared/call/desk-calls.ts';
import type { CallId } from '../../shared/ids.ts';
import { isEndLocked } from '../../shared/script/end-lock.ts';
import type { PhoneKeys } from './call-pane.tsx';
import type { PhoneSheet } from './phone-sheets.tsx';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';
import type { ScreenActions } from './use-desk-keys.ts';

type PhoneActions = Pick<ScreenActions, 'dial' | 'endCall' | 'transfer' | 'consult' | 'join' | 'survey' | 'pleaseWait'>;

/** What the keys of calls do where it depends on the other calls of the desk; the same for key press and click. */
export function usePhoneKeys(
  { phone, customers }: Stores,
  view: CallView,
  setSheet: (sheet: PhoneSheet | undefined) => void,
): { readonly actions: PhoneActions; readonly card: PhoneKeys } {
  /** The call whose voice-menu keys are open. */
  const [keypadFor, setKeypadFor] = useState<CallId>();
  const dialRef = useRef<HTMLInputElement>(null);
  const state = view.call?.state;
  const callId = state?.facts.callId;
  const isKeypadOpen = callId !== undefined && keypadFor === callId;

  /** The other one of a consult or a conference. */
  function partner(): CallId | undefined {
    const { desk } = phone.getState();
    if (callId === undefined) return undefined;
    if (desk.conference?.includes(callId)) return desk.conference.find((member) => member !== callId);
    return consultOf(desk, callId)?.facts.callId;
  }
  function toggleKeypad(): void {
    setKeypadFor(isKeypadOpen ? undefined : callId);
  }
  const actions: PhoneActions = {
    dial: () => {
      if (state && isAnswered(state)) return toggleKeypad();
      flushSync(customers.getState().close);
      dialRef.current?.select();
    },
    endCall: () => {
      const { abuse } = view.script;
      if (callId !== undefined && partner() === undefined && isEndLocked(view.script) && abuse.kind === 'asking')
        setSheet('leader');
      else if (phone.getState().desk.conference) setSheet('endConference');
      else {
        if (callId !== undefined && partner() === undefined && abuse.kind === 'mayEnd')
          phone.actions.markScript(callId, { type: 'endForAbusePressed', at: Date.now() });
        phone.actions.hangUp();
      }
    },
    transfer: () => {
      const other = partner();
      if (callId !== undefined && other !== undefined) phone.actions.connect(callId, other);
      else setSheet('transfer');
    },
    consult: () => {
      const { desk } = phone.getState();
      if (callId === undefined || desk.conference) return;
      if (consultOf(desk, callId)) phone.actions.returnFromConsult(callId);
      else setSheet('consult');
    },
    join: () => {
      const other = partner();
      if (callId !== undefined && other !== undefined) phone.actions.join(callId, other);
    },
    pleaseWait: () => {
      const { desk } = phone.getState();
      if (state?.kind === 'talking' && !desk.conference) setSheet('language');
    },
    survey: () => {
      const survey = phone.getState().config?.calls.survey;
      if (callId !== undefined && survey) phone.actions.transfer(callId, { kind: 'survey', address: survey.address });
    },
  };
  const { endCall, transfer, consult, survey, pleaseWait } = actions;
  return {
    actions,
    card: {
      ...{ dialRef, isKeypadOpen },
      ...{
        onKeypad: toggleKeypad,
        onTransfer: transfer,
        onConsult: consult,
        onSurvey: survey,
        onPleaseWait: pleaseWait,
        onHangUp: endCall,
        onAskLeader: () => {
          setSheet('leader');
        },
      },
    },
  };
}
