import type { DeskAudio } from '../media/desk-audio.ts';
import { createLevelMeter, type LevelMeter } from '../media/level-meter.ts';

export interface StreamMonitor extends LevelMeter {
  /** From now on; the stream before is let go of. */
  listenTo(mediaStream: MediaStream): void;
}

/** Measures a stream that may be exchanged for another one while it is watched. */
export function monitorOf(audio: DeskAudio): StreamMonitor {
  let meter: LevelMeter | undefined;
  const close = (): void => {
    meter?.close();
    meter = undefined;
  };
  return {
    listenTo: (mediaStream) => {
      close();
      meter = createLevelMeter(new MediaStreamAudioSourceNode(audio.context, { mediaStream }));
    },
    level: () => meter?.level() ?? 0,
    close,
  };
}
