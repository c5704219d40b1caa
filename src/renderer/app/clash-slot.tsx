import { Suspense, useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { lazyPart } from '../ui/lazy-part.ts';
import type { Stores } from './stores.ts';

/** Not among what a call may have to wait for. */
const ClashSheet = lazyPart(async () => (await import('../features/tickets/clash-sheet.tsx')).ClashSheet);

/**
 * The question which of two texts stays: when no call and no wrap-up is on the desk, and nobody is typing or at another
 * sheet. A call takes it away; what was typed is kept.
 */
export function ClashSlot({ stores }: { readonly stores: Stores }): ReactNode {
  const clashes = useStore(stores.tickets, (state) => state.clashes);
  const tickets = useStore(stores.tickets, (state) => state.tickets);
  const isBusy = useStore(stores.phone, ({ calls }) => calls.length > 0);
  const { clash, isBusy: isHeld } = useStore(clashes);
  useEffect(() => {
    clashes.actions.setBusy(isBusy);
  }, [clashes, isBusy]);
  useEffect(() => {
    const ask = (): void => clashes.actions.askNext(() => !isAtWork());
    if (isHeld) return;
    ask();
    // Behind the event: the next field has the focus by then.
    let timer: number | undefined;
    const later = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask);
    };
    document.addEventListener('focusout', later);
    document.addEventListener('close', later, true);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('focusout', later);
      document.removeEventListener('close', later, true);
    };
  }, [clashes, tickets, isHeld, clash]);
  if (!clash || isBusy) return null;
  return (
    <Suspense>
      <ClashSheet key={clash.id} store={stores.tickets} clash={clash} />
    </Suspense>
  );
}

function isAtWork(): boolean {
  const { activeElement } = document;
  return activeElement?.matches('input, textarea, select') === true || document.querySelector('dialog[open]') !== null;
}
