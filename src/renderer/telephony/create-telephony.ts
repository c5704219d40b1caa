import type { Clock } from './clock/clock.ts';
import { createWorkerClock } from './clock/worker-clock.ts';
import { createCoachEar, type CoachEar } from './coach/coach-ear.ts';
import { createDeskAudio, type DeskAudio } from './media/desk-audio.ts';
import { createMediaExchange } from './media/handed-over-media.ts';
import type { PhonePort } from './port.ts';
import { createPracticePort } from './practice/practice-caller.ts';
import type { RecordedLines } from './practice/practice-media.ts';
import type { PracticePort } from './practice/practice-port.ts';
import { createRolePlayPort, type RolePlayPort } from './practice/role-play-port.ts';
import { longestPiece } from '../../shared/sync/role-play-wire.ts';
import { createSipPhone } from './sip/sip-phone.ts';
import { createSound } from './sound/create-sound.ts';
import { createHeadset } from './sound/headset/create-headset.ts';
import type { HeadsetPort } from './sound/headset/headset-port.ts';
import { hidOfPage } from './sound/headset/hid-device.ts';
import { createQualityMonitor, type QualityMonitor } from './sound/quality-monitor.ts';
import { createMessagePlayer, type MessagePlayer } from './sound/message-player.ts';
import type { Ringer } from './sound/ringer.ts';
import type { SoundPort } from './sound/sound-port.ts';
import { createVoiceRecorder, type VoiceRecorder } from './sound/voice-recorder.ts';
import type { Knock } from './wire/exchange-links.ts';
import { createWireHub, type WireHub } from './wire/wire-hub.ts';

export interface Telephony {
  readonly phone: PhonePort;
  readonly practice: PracticePort;
  /** Practice calls of two desks. */
  readonly rolePlay: RolePlayPort;
  readonly ringer: Ringer;
  readonly sound: SoundPort;
  readonly recorder: VoiceRecorder;
  readonly messages: MessagePlayer;
  /** Timers that keep their time in a hidden page. */
  readonly clock: Clock;
  readonly quality: QualityMonitor;
  readonly headset: HeadsetPort;
  readonly ear: CoachEar;
  /** Wake it at the first touch of the page, so that even the first call is heard ringing. */
  readonly audio: DeskAudio;
  /** The exchange of practice; tests cut it. */
  readonly hub: WireHub;
  dispose(): Promise<void>;
}

export interface TelephonyOptions {
  /** Left out where no core is there to ask. */
  readonly knock?: Knock;
  /** URL of the folder of the practice sounds, with its slash at the end. */
  readonly soundBase?: string;
  /** The centre's own recordings of practice callers; left out where no core is there to ask. */
  readonly recorded?: RecordedLines;
  /** How practice sounds travel; `webRtc` takes the path of real calls and needs a network interface. */
  readonly practiceMedia?: 'handedOver' | 'webRtc';
}

/** One per page: the phone, its ring, and the callers to practise with. */
export function createTelephony({
  knock = () => Promise.resolve('unknown'),
  soundBase = './sounds/',
  recorded = () => Promise.resolve(new Map()),
  practiceMedia = 'handedOver',
}: TelephonyOptions = {}): Telephony {
  const audio = createDeskAudio();
  const clock = createWorkerClock();
  const hub = createWireHub();
  const exchange = createMediaExchange();
  const sound = createSound(audio);
  const headset = createHeadset(hidOfPage(), clock.now);
  const { microphone, loudspeaker, ringer } = sound;
  const phone = createSipPhone({ audio, clock, knock, hub, exchange, practiceMedia, microphone, loudspeaker });
  const practice = createPracticePort({ audio, clock, hub, exchange, soundBase, recorded, media: practiceMedia });
  const rolePlay = createRolePlayPort({ audio, clock, hub, phone, microphone, loudspeaker, longestPiece });
  return {
    phone,
    practice: rolePlay.join(practice),
    rolePlay,
    ringer,
    sound: sound.port,
    recorder: createVoiceRecorder({ audio, microphone }),
    messages: createMessagePlayer(audio),
    quality: createQualityMonitor(phone, clock),
    headset,
    ear: createCoachEar(),
    audio,
    clock,
    hub,
    dispose: async () => {
      rolePlay.leave();
      await practice.cancel();
      await phone.stop();
      clock.dispose();
      await headset.close();
      await sound.close();
      await audio.close();
    },
  };
}
