import type { CallFacts, EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';

export type RegistrationState =
  | { readonly kind: 'off' }
  | { readonly kind: 'registering' }
  | { readonly kind: 'registered'; readonly since: number }
  | { readonly kind: 'failed'; readonly error: AppError; readonly nextTryAt?: number };

/** Past-tense facts from the line. `callId` is the desk's own, one per leg. Times UTC epoch ms. */
export type PhoneEvent =
  | { readonly type: 'registrationChanged'; readonly state: RegistrationState }
  | { readonly type: 'callOffered'; readonly facts: CallFacts }
  | { readonly type: 'callConnected'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'callHeld'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'callResumed'; readonly callId: CallId; readonly at: number }
  | { readonly type: 'muteChanged'; readonly callId: CallId; readonly isMuted: boolean }
  | { readonly type: 'callEnded'; readonly callId: CallId; readonly reason: EndReason; readonly at: number }
  | { readonly type: 'callProblem'; readonly callId: CallId; readonly error: AppError };

/** Loudness 0–1 (RMS over the last frame) of each direction. */
export interface Levels {
  readonly mine: number;
  readonly theirs: number;
}

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
  hangUp(callId: CallId): Promise<Result<void>>;
  hold(callId: CallId): Promise<Result<void>>;
  resume(callId: CallId): Promise<Result<void>>;
  setMuted(callId: CallId, isMuted: boolean): Promise<Result<void>>;
  /** Zero in both directions for a leg without media. */
  levels(callId: CallId): Levels;
}
