import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VoicesHeard } from '../../../shared/coach/two-voices.ts';
import { nothingHeard, VoiceWindow, type VoiceNow } from '../../../shared/coach/voice-now.ts';
import type { CoachEar, EarParts } from '../../telephony/coach/coach-ear.ts';

export interface CoachState {
  /** What is listened to; undefined while the coach is off. */
  readonly listeningTo: string | undefined;
  /** Renewed once a second, talk-over at once. */
  readonly now: VoiceNow;
}

export interface CoachActions {
  /**
   * Listens to the voices of this call from now on, and to no other one; goes on where it listens to it already.
   * `onHeard` is told all that is heard, as it comes.
   */
  listen(callId: string, voices: EarParts['voices'], onHeard?: EarParts['onHeard']): void;
  stop(): void;
}

export type CoachStore = StoreApi<CoachState> & { readonly actions: CoachActions };

/** Figures that change five times a second are unrest beside a call. */
const renewS = 1;

const off: CoachState = { listeningTo: undefined, now: nothingHeard };

export function createCoachStore(ear: CoachEar): CoachStore {
  const store = createStore<CoachState>(() => off);
  let end = (): void => undefined;

  const show = (window: VoiceWindow): EarParts['onHeard'] => {
    let shownS = 0;
    return (heard: VoicesHeard) => {
      const now = window.add(heard);
      const { now: before } = store.getState();
      const isDue = heard.mine.heardS - shownS >= renewS;
      if (!isDue && now.isOver === before.isOver) return;
      if (isDue) shownS = heard.mine.heardS;
      store.setState({ now: isDue ? now : { ...before, isOver: now.isOver, talkOvers: now.talkOvers } });
    };
  };

  const stop = (): void => {
    end();
    end = () => undefined;
    if (store.getState().listeningTo !== undefined) store.setState(off, true);
  };

  return Object.assign(store, {
    actions: {
      stop,
      listen: (callId: string, voices: EarParts['voices'], onHeard?: EarParts['onHeard']) => {
        if (store.getState().listeningTo === callId) return;
        stop();
        store.setState({ listeningTo: callId, now: nothingHeard });
        const renew = show(new VoiceWindow());
        end = ear.listen({
          voices,
          onHeard: (heard) => {
            renew(heard);
            onHeard?.(heard);
          },
        });
      },
    },
  });
}
