import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { MicrophoneMonitor, SoundPort } from '../../telephony/sound/sound-port.ts';

/** Listens to the chosen microphone as long as the component is there. */
export function useMonitor(sound: SoundPort): { readonly level: () => number; readonly error: AppError | undefined } {
  const monitor = useRef<MicrophoneMonitor>(undefined);
  const [error, setError] = useState<AppError>();
  useEffect(() => {
    let isGone = false;
    void sound.openMonitor().then((opened) => {
      if (!opened.ok) setError(opened.error);
      else if (isGone) opened.value.close();
      else monitor.current = opened.value;
    });
    return () => {
      isGone = true;
      monitor.current?.close();
      monitor.current = undefined;
    };
  }, [sound]);
  const level = useCallback(() => monitor.current?.level() ?? 0, []);
  return { level, error };
}
