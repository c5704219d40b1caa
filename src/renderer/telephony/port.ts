import type { MediaStats } from '../../shared/call/media-stats.ts';
import type { CallDialog, CallFacts, EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';

/** The URL of a sound file, or what is in one. */
export type SoundSource = string | Uint8Array<ArrayBuffer>;

export type RegistrationState =
  | { readonly kind: 'off' }
  | { readonly kind: 'registering' }
  | { readonly kind: 'registered'; readonly since: number }
  | { readonly kind: 'failed'; readonly error: AppError; readonly nextTryAt?: number };

/** Past-tense facts from the line. `callId` is the desk's own, one per leg. Times UTC epoch ms. */
export type PhoneEvent =
  | { readonly type: 'registrationChanged'; readonly state: RegistrationState }
  /** `replaces`: a colleague put this caller in his own place; the leg answers by itself. */
  | { readonly type: 'callOffered'; readonly facts: CallFacts; readonly replaces?: CallId }
  /** A dialled call rings at the far end, or is heard already before it is answered (early media). */
  | { readonly type: 'callProgressed'; readonly callId: CallId; readonly isHeard: boolean }
  /** `dialog`: what it takes to come back into the call from another page. */
  | { readonly type: 'callConnected'; readonly callId: CallId; readonly at: number; readonly dialog?: CallDialog }
  | { readonly type: 'callHeld'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'callResumed'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'muteChanged'; readonly callId: CallId; readonly isMuted: boolean }
  /** Whom the call is handed to rings. */
  | { readonly type: 'transferRinging'; readonly callId: CallId }
  | {
      readonly type: 'callEnded';
      readonly callId: CallId;
      readonly reason: EndReason;
      readonly at: number;
      /** The caller's, where the exchange tells it with the end: 1–5, 5 is best. */
      readonly rating?: number;
    }
  /** The line of a call went away or came back; the call itself goes on, and the agent may do with it what he wants. */
  | { readonly type: 'signallingLost' | 'signallingBack'; readonly callId: CallId; readonly at: number }
  /** Neither hears the other any more, or they do again; another path is looked for. */
  | { readonly type: 'mediaLost' | 'mediaBack'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'callProblem'; readonly callId: CallId; readonly error: AppError };

/** Loudness 0–1 (RMS over the last frame) of each direction. */
export interface Levels {
  readonly mine: number;
  readonly theirs: number;
}

/** Both sides of a leg as streams, to be measured; neither to be kept nor stopped. */
export interface Voices {
  /** The microphone, silent while the far end does not hear it; undefined on hold. Another one after another device took over. */
  readonly mine: MediaStream | undefined;
  readonly theirs: MediaStream | undefined;
}

export interface DialOptions {
  /** On the exchange of practice, also while a real one is configured. */
  readonly isPractice: boolean;
  /** Takes the place of this dialog, which an earlier page of this desk had; who can't do that sees a new call. */
  readonly replaces?: CallDialog;
}

/** Whom a call is handed to: a number or whole SIP address, or the far end of another call of this desk. */
export type HandOverTarget = { readonly address: string } | { readonly callId: CallId };

/**
 * The one owner of the phone. Everything else subscribes. A command resolves when the line did it, or with a `phone.*`
 * error when it could not; a failed command leaves the call as it was, so that the agent can try again. A command for a
 * leg that is gone answers `phone.callFailed`.
 */
export interface PhonePort {
  /** Returns the unsubscribe. Events come in the order in which they happened. */
  subscribe(listener: (event: PhoneEvent) => void): () => void;
  /** Goes on the line and stays there: drops are mended in the background, seen as `registrationChanged`. */
  start(config: PhoneConfig): Promise<void>;
  /** Ends every leg, signs off the line. */
  stop(): Promise<void>;
  /** Does not wait any longer where it waits for the next try. */
  tryNow(): void;
  answer(callId: CallId): Promise<Result<void>>;
  reject(callId: CallId): Promise<Result<void>>;
  /**
   * Calls an address: the user part of one, or all of it (`sip:user@host`). Resolves when the INVITE is out; whatever
   * becomes of it comes as events of this `callId`, a `callEnded` in any case, also after an error.
   */
  dial(callId: CallId, address: string, options: DialOptions): Promise<Result<void>>;
  hangUp(callId: CallId): Promise<Result<void>>;
  hold(callId: CallId): Promise<Result<void>>;
  resume(callId: CallId): Promise<Result<void>>;
  setMuted(callId: CallId, isMuted: boolean): Promise<Result<void>>;
  /** Digits 0–9, * and #, in order. */
  sendDigits(callId: CallId, digits: string): Promise<Result<void>>;
  /**
   * Asks the far end to call somebody else instead, or to take the place of another call of this desk. Resolves when
   * that worked; the call has ended as `transferred` then. With a `phone.transfer…` error the call is as it was.
   */
  transfer(callId: CallId, target: HandOverTarget): Promise<Result<void>>;
  /**
   * Plays a sound file into the call, in place of the microphone; the agent hears it too. Resolves when it is over, with
   * `phone.soundMissing` when there is nothing to play.
   */
  play(callId: CallId, source: SoundSource): Promise<Result<void>>;
  /**
   * Calls a feature code of the exchange, with no microphone and nothing to be heard, and no event of a call. Resolves when
   * that call is over: the exchange has hung up, or was given so long after its answer; `phone.callFailed` when it did not
   * answer.
   */
  callCode(code: string, hangUpAfterMs: number): Promise<Result<void>>;
  /** Lets these hear each other besides the agent; everybody else hears the agent only. */
  mix(callIds: readonly CallId[]): void;
  /** Zero in both directions for a leg without media. */
  levels(callId: CallId): Levels;
  /** As they are now; undefined for a leg without media. */
  voices(callId: CallId): Voices | undefined;
  /** Undefined for a leg whose sound does not travel, as in practice, and for one without media. */
  stats(callId: CallId): Promise<MediaStats | undefined>;
}
