import type { DeskSound } from '../../../shared/call/desk-calls.ts';
import { createDeskAudio, type DeskAudio } from '../media/desk-audio.ts';
import { createRingTone, type RingTone } from '../media/ring-tone.ts';
import { playAlert } from './alert-tone.ts';
import { playChime } from './chime.ts';
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
  /** Something is due: the same, softly. */
  remind(): void;
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
  let sounding: DeskSound | undefined;

  const hasOwnDevice = (): boolean => output.ringing !== output.speaker;
  const isInSpeaker = (): boolean => !hasOwnDevice() || output.isRungInSpeaker;
  const sound = (): void => {
    if (!sounding) return;
    // What belongs to a call under way is for whoever wears the headset.
    if (sounding !== 'ring') return inSpeaker.start(sounding);
    if (hasOwnDevice()) own?.tone.start(sounding);
    if (isInSpeaker()) inSpeaker.start(sounding);
  };
  const hush = (): void => {
    own?.tone.stop();
    inSpeaker.stop();
  };
  const heardOn = (): DeskAudio[] => [...(own && hasOwnDevice() ? [own.audio] : []), ...(isInSpeaker() ? [audio] : [])];
  const playOnce = (play: (context: AudioContext) => void): void => {
    for (const one of heardOn()) {
      one.wake();
      play(one.context);
    }
  };
  const makeOwn = (): { audio: DeskAudio; tone: RingTone } => {
    const ringAudio = createDeskAudio();
    return { audio: ringAudio, tone: createRingTone(ringAudio) };
  };

  return {
    start: (wanted) => {
      hush();
      sounding = wanted;
      sound();
    },
    stop: () => {
      sounding = undefined;
      hush();
    },
    setOutput: (next) => {
      output = next;
      if (hasOwnDevice()) {
        own ??= makeOwn();
        void routeContext(own.audio.context, output.ringing);
      } else if (own) {
        own.tone.stop();
        void own.audio.close();
        own = undefined;
      }
      hush();
      sound();
    },
    preview: () => {
      for (const tone of heardOn().map(createRingTone)) {
        tone.start('ring');
        setTimeout(() => tone.stop(), previewMs);
      }
    },
    alert: () => playOnce(playAlert),
    remind: () => playOnce(playChime),
    close: async () => {
      hush();
      await own?.audio.close();
    },
  };
}
