import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { lazyPart } from '../ui/lazy-part.ts';
import type { Stores } from './stores.ts';

/** Not among what a call may have to wait for. */
const RolePlayPart = lazyPart(async () => (await import('./role-play-part.tsx')).RolePlayPart);

/** Where two play a call, or are asked to; beside a call of this desk as well. */
export function RolePlaySlot({ stores }: { readonly stores: Stores }): ReactNode {
  const isThere = useStore(stores.rolePlay, ({ play }) => play.kind !== 'idle');
  if (!isThere) return null;
  return (
    <Suspense fallback={null}>
      <RolePlayPart stores={stores} />
    </Suspense>
  );
}
