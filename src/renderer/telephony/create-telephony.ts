import { createWorkerClock } from './clock/worker-clock.ts';
import { createDeskAudio, type DeskAudio } from './media/desk-audio.ts';
import { createMediaExchange } from './media/handed-over-media.ts';
import { createMicrophone } from './media/microphone.ts';
import { createRingTone, type RingTone } from './media/ring-tone.ts';
import type { PhonePort } from './port.ts';
import { createPracticePort } from './practice/practice-caller.ts';
import type { PracticePort } from './practice/practice-port.ts';
import { createSipPhone } from './sip/sip-phone.ts';
import { createWireHub, type WireHub } from './wire/wire-hub.ts';

export interface Telephony {
  readonly phone: PhonePort;
  readonly practice: PracticePort;
  readonly ringer: RingTone;
  /** Wake it at the first touch of the page, so that even the first call is heard ringing. */
  readonly audio: DeskAudio;
  /** The exchange of practice; tests cut it. */
  readonly hub: WireHub;
  dispose(): Promise<void>;
}

export interface TelephonyOptions {
  /** URL of the folder of the practice sounds, with its slash at the end. */
  readonly soundBase?: string;
  /** How practice sounds travel; `webRtc` takes the path of real calls and needs a network interface. */
  readonly practiceMedia?: 'handedOver' | 'webRtc';
}

/** One per page: the phone, its ring, and the callers to practise with. */
export function createTelephony({
  soundBase = './sounds/',
  practiceMedia = 'handedOver',
}: TelephonyOptions = {}): Telephony {
  const audio = createDeskAudio();
  const clock = createWorkerClock();
  const hub = createWireHub();
  const exchange = createMediaExchange();
  const phone = createSipPhone({ audio, clock, hub, exchange, practiceMedia, microphone: createMicrophone() });
  const practice = createPracticePort({ audio, clock, hub, exchange, soundBase, media: practiceMedia });
  const ringer = createRingTone(audio);
  return {
    phone,
    practice,
    ringer,
    audio,
    hub,
    dispose: async () => {
      ringer.stop();
      await practice.cancel();
      await phone.stop();
      clock.dispose();
      await audio.close();
    },
  };
}
