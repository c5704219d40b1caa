import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { Loudspeaker } from '../media/loudspeaker.ts';
import type { Microphone } from '../media/microphone.ts';
import type { Levels } from '../port.ts';
import { createCallerAgent } from '../sip/caller-agent.ts';
import { PeerConnectionMedia } from '../sip/peer-connection-media.ts';
import type { OpenLink } from '../wire/link.ts';
import { scenarioHeaders } from './scenario-headers.ts';

export const practiceDomain = 'practice.invalid';

export interface PlayedCallerParts {
  readonly audio: DeskAudio;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
}

export interface PlayedCall {
  readonly scenario: Scenario;
  /** User of the trainee's line at his exchange of practice. */
  readonly target: string;
  /** The cable to his desk. */
  readonly open: OpenLink;
  readonly iceServers: readonly IceServer[];
}

export interface PlayedCallListener {
  onAnswered(): void;
  onHeld(isHeld: boolean): void;
  /** The trainee handed the call to somebody else; its end follows. */
  onHandedOver(): void;
  onTrouble(error: AppError): void;
  /** Exactly once, whoever ended it. */
  onEnded(): void;
}

export interface PlayedCaller {
  /** Resolves when the trainee's desk rings. */
  call(): Promise<Result<void>>;
  /** Over at once: whether the other desk still hears of it is not waited for. */
  hangUp(): void;
  levels(): Levels;
  stats(): Promise<MediaStats | undefined>;
}

/** A caller who is a person at another desk: his microphone and ears, and the same SIP agent that simulated callers have. */
export async function openPlayedCaller(
  { audio, microphone, loudspeaker }: PlayedCallerParts,
  { scenario, target, open, iceServers }: PlayedCall,
  listener: PlayedCallListener,
): Promise<Result<PlayedCaller>> {
  let media: LegMedia | undefined;
  let stopPlaying: () => void = () => undefined;
  const opened = await microphone.open((stream) => void media?.setLocalStream(stream));
  if (!opened.ok) return opened;
  const voice = opened.value;
  audio.wake();
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    stopPlaying();
    voice.release();
    media?.close();
    listener.onEnded();
  };
  const agent = createCallerAgent({
    ...{ user: scenario.caller.number, displayName: '', domain: practiceDomain, target, open },
    headers: scenarioHeaders(scenario, practiceDomain),
    makeMedia: (session) => {
      const onFailed = (): void => listener.onTrouble(appError('phone.mediaFailed', 'user'));
      const made = new PeerConnectionMedia(session, audio, { iceServers }, { onFailed });
      void made.setLocalStream(voice.stream);
      media = made;
      return made;
    },
    onAnswered: (talking) => {
      stopPlaying = loudspeaker.play(talking.remoteStream);
      listener.onAnswered();
    },
    onHeld: listener.onHeld,
    onHandedOver: listener.onHandedOver,
    isTakenOver: true,
    onEnded: over,
  });
  return ok({
    call: () => agent.call(),
    hangUp: () => {
      agent.hangUp().catch(() => undefined);
      over();
    },
    levels: () => media?.levels() ?? { mine: 0, theirs: 0 },
    stats: () => media?.stats() ?? Promise.resolve(undefined),
  });
}
