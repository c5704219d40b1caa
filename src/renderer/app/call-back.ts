import { useCallback } from 'react';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import { fallbackLanguage } from '../../shared/call/served-languages.ts';
import type { CallRow } from '../../shared/domain/call-history.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import type { DialNumber } from '../features/customer/masked.tsx';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import type { Stores } from './stores.ts';

/** Whether anybody can be called: not without a line, in a call, or while another window has the phone. */
function useCanCall({ phone, owner }: Stores): boolean {
  const isRegistered = useStore(phone, selectIsRegistered);
  const isBusy = useStore(phone, ({ calls }) => calls.some((call) => isLive(call.state)));
  const isHere = useStore(owner, ({ ownership }) => ownership.kind === 'owning');
  return isRegistered && isHere && !isBusy;
}

/**
 * What calls somebody of the history again; undefined while nobody can be called. Nor is there a way back to a number that
 * was withheld, or on a real line to a simulated caller.
 */
export function useCallBack(stores: Stores): (row: CallRow) => (() => void) | undefined {
  const { phone, history } = stores;
  const hasPractice = useStore(phone, ({ config }) => config?.kind === 'wire');
  const canCall = useCanCall(stores);
  return useCallback(
    (row) => {
      if (!canCall || row.isWithheld || row.isPractice !== hasPractice) return undefined;
      return () => {
        history.actions.close();
        const { id, name, customerId, language } = row;
        void phone.actions.dialCall(id, { displayName: name, customerId, language });
      };
    },
    [canCall, hasPractice, phone, history],
  );
}

/** What calls a customer, or who looks after him, from his card or file; undefined while nobody can be called. */
export function useCustomerDial(stores: Stores): (customer: Customer) => DialNumber | undefined {
  const { phone } = stores;
  const canCall = useCanCall(stores);
  return useCallback(
    ({ id: customerId, name, salutation, language, managerName }) => {
      if (!canCall) return undefined;
      return (field, index = 0) => {
        const isHis = field === 'phone';
        const his = { displayName: `${name} ${salutation}`.trim(), customerId, language };
        void phone.actions.dialCustomer({ customerId, field, index }, isHis ? his : { displayName: managerName });
      };
    },
    [canCall, phone],
  );
}

/**
 * What promises somebody of the history that he is called back; undefined where there is nobody to be called. A line is
 * not needed for it, nor the centre.
 */
export function usePromise({ phone, history, session, tasks }: Stores): (row: CallRow) => (() => void) | undefined {
  const hasPractice = useStore(phone, ({ config }) => config?.kind === 'wire');
  const agent = useStore(session, (state) => state.session);
  return useCallback(
    (row) => {
      if (!agent || row.isWithheld || row.isPractice !== hasPractice) return undefined;
      const { id: callId, name = '', maskedNumber: numberText } = row;
      const language = row.language ?? fallbackLanguage(agent.phone.served, agent.agent.languages);
      return () => {
        history.actions.close();
        tasks.openPromise({ callId, name, numberText, language, onPromised: () => undefined });
      };
    },
    [agent, hasPractice, history, tasks],
  );
}
