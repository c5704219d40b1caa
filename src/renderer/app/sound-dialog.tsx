import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import { SoundSheet } from '../features/sound/sound-sheet.tsx';
import { CarePart } from './care-parts.tsx';
import { CoachPart } from './coach-part.tsx';
import { NoticeSwitch } from './notice-switch.tsx';
import type { Stores } from './stores.ts';

/** The sheet of sound, which makes way for a caller, so that he is seen. */
export function SoundDialog({ stores, onClose }: { readonly stores: Stores; readonly onClose: () => void }): ReactNode {
  const isRinging = useStore(stores.phone, ({ calls }) => calls.some(({ state }) => state.kind === 'ringing'));
  const isOnCall = useStore(stores.phone, ({ calls }) => calls.some(({ state }) => isLive(state)));
  useEffect(() => {
    if (isRinging) onClose();
  }, [isRinging, onClose]);
  return (
    <SoundSheet store={stores.sound} sound={stores.soundPort} isOnCall={isOnCall} onClose={onClose}>
      <CoachPart stores={stores} />
      <CarePart stores={stores} />
      <NoticeSwitch store={stores.session} notices={stores.notifier} />
    </SoundSheet>
  );
}
