import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { selectCurrentCall } from '../features/softphone/phone-store.ts';
import { HistorySheet } from '../features/history/history-sheet.tsx';
import type { Stores } from './stores.ts';

/** The history, as long as it is open. What the agent looks up must not stand between him and a caller: a ring closes it. */
export function HistoryDialog({ stores }: { readonly stores: Stores }): ReactNode {
  const { close } = stores.history.actions;
  const isOpen = useStore(stores.history, (state) => state.isOpen);
  const isRinging = useStore(stores.phone, (state) => selectCurrentCall(state)?.state.kind === 'ringing');
  useEffect(() => {
    if (isRinging && isOpen) close();
  }, [isRinging, isOpen, close]);
  return isOpen ? <HistorySheet store={stores.history} onCallBack={undefined} onClose={close} /> : null;
}
