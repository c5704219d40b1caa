import { createDeskAudio, type DeskAudio } from '../media/desk-audio.ts';
import { createRingTone, type RingTone } from '../media/ring-tone.ts';
import { playAlert } from './alert-tone.ts';
import { routeContext } from './context-sink.ts';

export interface RingOutput {
  /** Ids of devices; empty for the system's own choice. */
  readonly speaker: string;
  readonly ringing: string;
  /** Where the two differ: heard in both. */
  readonly isRungInSpeaker: boolean;
}

/** The ring of the desk, which may come from another device than the calls: a headset on the table is not heard. */
export interface Ringer extends RingTone {
  /** A ring that sounds moves as well. */
  setOutput(output: RingOutput): void;
  /** Once, wherever it would ring, whether or not it rings already. */
  preview(): void;
  /** Something is wrong: heard once, wherever it would ring. */
  alert(): void;
  close(): Promise<void>;
}

/** The notes of one ring; what follows is its pause. */
const previewMs = 1_100;

/** @param audio the page's own, which plays on the speaker */
export function createRinger(audio: DeskAudio): Ringer {
  const inSpeaker = createRingTone(audio);
  // Made when it is needed first: an audio context that runs costs a thread.
  let own: { audio: DeskAudio; tone: RingTone } | undefined;
  let output: RingOutput = { speaker: '', ringing: '', isRungInSpeaker: true };
  let isRinging = false;

  const hasOwnDevice = (): boolean => output.ringing !== output.speaker;
  const isInSpeaker = (): boolean => !hasOwnDevice() || output.isRungInSpeaker;
  const sound = (): void => {
    if (hasOwnDevice()) own?.tone.start();
    if (isInSpeaker()) inSpeaker.start();
  };
  const hush = (): void => {
    own?.tone.stop();
    inSpeaker.stop();
  };
  const heardOn = (): DeskAudio[] => [...(own && hasOwnDevice() ? [own.audio] : []), ...(isInSpeaker() ? [audio] : [])];
  const makeOwn = (): { audio: DeskAudio; tone: RingTone } => {
    const ringAudio = createDeskAudio();
    return { audio: ringAudio, tone: createRingTone(ringAudio) };
  };

  return {
    start: () => {
      isRinging = true;
      sound();
    },
    stop: () => {
      isRinging = false;
      hush();
    },
    setOutput: (next) => {
      output = next;
      if (hasOwnDevice()) {
        own ??= makeOwn();
        void routeContext(own.audio.context, output.ringing);
      }
      if (!isRinging) return;
      hush();
      sound();
    },
    preview: () => {
      for (const tone of heardOn().map(createRingTone)) {
        tone.start();
        setTimeout(() => tone.stop(), previewMs);
      }
    },
    alert: () => {
      for (const one of heardOn()) {
        one.wake();
        playAlert(one.context);
      }
    },
    close: async () => {
      hush();
      await own?.audio.close();
    },
  };
}
