import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { lazyPart } from '../../ui/lazy-part.ts';
import type { SmallWindowProps } from './small-window.tsx';

/** Not among what a call may have to wait for. */
const SmallWindow = lazyPart(async () => (await import('./small-window.tsx')).SmallWindow);

/** The small window, as long as it is wanted. */
export function SmallWindowSlot(props: SmallWindowProps): ReactNode {
  const isOn = useStore(props.stores.smallWindow, ({ shown }) => shown.kind !== 'off');
  return isOn ? (
    <Suspense>
      <SmallWindow {...props} />
    </Suspense>
  ) : null;
}
