import { createStore, type StoreApi } from 'zustand/vanilla';
import { voiceBetween } from '../../../shared/coach/voice-now.ts';
import type { VoicesHeard } from '../../../shared/coach/two-voices.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CoachEar } from '../../telephony/coach/coach-ear.ts';
import type { SoundPort } from '../../telephony/sound/sound-port.ts';

/**
 *   idle ──start──▶ starting ──▶ speaking ──enough heard──▶ asking (what the meter showed)
 *     ▲                 │            │                          │
 *     └─────────────── end ──────────┴──────────────────────────┘
 */
export type CalibrationStep =
  | { readonly kind: 'idle' | 'starting' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** Whole seconds of speech so far. */
  | { readonly kind: 'speaking'; readonly seconds: number }
  /** The level of the speech, dBFS. */
  | { readonly kind: 'asking'; readonly levelDb: number };

export interface CalibrationStore extends StoreApi<CalibrationStep> {
  /** Measures the chosen microphone until enough was said. */
  readonly start: () => void;
  /** Lets go of the microphone and forgets what was measured. */
  readonly end: () => void;
}

/** Speech that a level is taken from, pauses not counted; s. */
export const neededSpeechS = 6;

export function createCalibration(sound: Pick<SoundPort, 'openMonitor'>, ear: CoachEar): CalibrationStore {
  const store = createStore<CalibrationStep>(() => ({ kind: 'idle' }));
  let running = new AbortController();
  const show = (step: CalibrationStep): void => {
    store.setState(step, true);
  };

  const letGo = (): void => {
    running.abort();
  };

  const start = async (): Promise<void> => {
    letGo();
    const mine = (running = new AbortController());
    show({ kind: 'starting' });
    const monitor = await sound.openMonitor();
    if (!monitor.ok) {
      if (!mine.signal.aborted) show({ kind: 'failed', error: monitor.error });
      return;
    }
    if (mine.signal.aborted) return monitor.value.close();
    show({ kind: 'speaking', seconds: 0 });
    let first: VoicesHeard | undefined;
    const stop = ear.listen({
      voices: () => ({ mine: monitor.value.stream(), theirs: undefined }),
      onHeard: (heard) => {
        first ??= heard;
        const speechS = heard.mine.speechS - first.mine.speechS;
        const { levelDb } = voiceBetween(first, heard);
        if (speechS < neededSpeechS || levelDb === undefined) {
          show({ kind: 'speaking', seconds: Math.floor(speechS) });
          return;
        }
        letGo();
        show({ kind: 'asking', levelDb });
      },
    });
    mine.signal.addEventListener('abort', () => {
      stop();
      monitor.value.close();
    });
  };

  return Object.assign(store, {
    start: () => void start(),
    end: () => {
      letGo();
      show({ kind: 'idle' });
    },
  });
}
