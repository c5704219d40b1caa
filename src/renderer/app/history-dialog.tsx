import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { selectCurrentCall } from '../features/softphone/phone-store.ts';
import { HistorySheet } from '../features/history/history-sheet.tsx';
import { useCallBack, usePromise } from './call-back.ts';
import { readKey } from './key-map.ts';
import type { Stores } from './stores.ts';
import { useOwnKeys } from './use-own-keys.ts';

/** The history, as long as it is open. What the agent looks up must not stand between him and a caller: a ring closes it. */
export function HistoryDialog({ stores }: { readonly stores: Stores }): ReactNode {
  const { close } = stores.history.actions;
  const isOpen = useStore(stores.history, (state) => state.isOpen);
  const isRinging = useStore(stores.phone, (state) => selectCurrentCall(state)?.state.kind === 'ringing');
  useEffect(() => {
    if (isRinging && isOpen) close();
  }, [isRinging, isOpen, close]);
  return isOpen ? <OpenHistory stores={stores} onClose={close} /> : null;
}

function OpenHistory({ stores, onClose }: { readonly stores: Stores; readonly onClose: () => void }): ReactNode {
  const { keys } = useOwnKeys(stores.session);
  const callBackOf = useCallBack(stores);
  const promiseOf = usePromise(stores);
  useEffect(() => {
    // A sheet has the keys of the desk to itself, and these of them are about its chosen row.
    function onKeyDown(event: KeyboardEvent): void {
      const intent = readKey(event, true, keys);
      if (event.repeat || intent?.type !== 'action') return;
      const deedOf = intent.id === 'callBack' ? callBackOf : intent.id === 'promiseCallBack' ? promiseOf : undefined;
      if (!deedOf) return;
      event.preventDefault();
      const { rows, selectedId } = stores.history.getState();
      const row = rows.find(({ id }) => id === selectedId);
      if (row) deedOf(row)?.();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [keys, callBackOf, promiseOf, stores.history]);
  return <HistorySheet store={stores.history} callBackOf={callBackOf} promiseOf={promiseOf} onClose={onClose} />;
}
