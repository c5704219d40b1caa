import { useEffect, useRef, useState } from 'react';
import type { VoiceRecorder } from '../../telephony/sound/voice-recorder.ts';
import type { PackStore } from './pack-store.ts';

export interface Player {
  /** The recording that is heard now. */
  readonly playing: string | undefined;
  /** Plays a recording from its beginning, or stops it. */
  toggle(recording: string): void;
  stop(): void;
}

/** One recording at a time; silent when what shows it goes away. */
export function usePlayer(recorder: VoiceRecorder, store: PackStore): Player {
  const [playing, setPlaying] = useState<string>();
  const over = useRef<AbortController>(undefined);
  useEffect(() => () => over.current?.abort(), []);

  async function play(recording: string, mine: AbortController): Promise<void> {
    setPlaying(recording);
    const sound = await store.actions.recording(recording);
    const played = sound && !mine.signal.aborted ? await recorder.play(sound, mine.signal) : undefined;
    if (played && !played.ok) store.actions.fail(played.error);
    if (over.current === mine) setPlaying(undefined);
  }
  const stop = (): void => {
    over.current?.abort();
    over.current = undefined;
    setPlaying(undefined);
  };
  return {
    playing,
    stop,
    toggle: (recording) => {
      const wasPlaying = playing;
      stop();
      if (wasPlaying === recording) return;
      const mine = new AbortController();
      over.current = mine;
      void play(recording, mine);
    },
  };
}
