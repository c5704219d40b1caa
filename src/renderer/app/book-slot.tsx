import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { lazyPart } from '../ui/lazy-part.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

/** Not among what a call may have to wait for. */
const BookDialog = lazyPart(async () => (await import('./book-dialog.tsx')).BookDialog);

/** The agent's own tickets, where he opened them. */
export function BookSlot({ stores, view }: { readonly stores: Stores; readonly view: CallView }): ReactNode {
  const isOpen = useStore(stores.ticketBook, (state) => state.isOpen);
  if (!isOpen) return null;
  return (
    <Suspense>
      <BookDialog stores={stores} view={view} />
    </Suspense>
  );
}
