import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { lazyPart } from '../ui/lazy-part.ts';
import type { Stores } from './stores.ts';

/** Not among what a call may have to wait for. */
const OutboxDialog = lazyPart(async () => (await import('./outbox-dialog.tsx')).OutboxDialog);

export interface OutboxSlotProps {
  readonly stores: Stores;
  /** Opens the work on lines. */
  readonly onPacks: () => void;
}

/** What waits for the centre, where the agent opened it. */
export function OutboxSlot({ stores, onPacks }: OutboxSlotProps): ReactNode {
  const isOpen = useStore(stores.outbox, (state) => state.isOpen);
  if (!isOpen) return null;
  return (
    <Suspense>
      <OutboxDialog stores={stores} onPacks={onPacks} />
    </Suspense>
  );
}
