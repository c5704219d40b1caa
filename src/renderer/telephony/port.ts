import type { CallFacts, EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../shared/ipc/contract.ts';

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
 * The one owner of the phone. Everything else subscribes. Commands resolve when the line did it, with `phone.*` errors
 * when it could not; a failed command leaves the call as it was.
 */
export interface PhonePort {
  subscribe(listener: (event: PhoneEvent) => void): () => void;
  start(config: PhoneConfig): Promise<void>;
  stop(): Promise<void>;
  answer(callId: CallId): Promise<void>;
  reject(callId: CallId): Promise<void>;
  hangUp(callId: CallId): Promise<void>;
  hold(callId: CallId): Promise<void>;
  resume(callId: CallId): Promise<void>;
  setMuted(callId: CallId, isMuted: boolean): Promise<void>;
  levels(callId: CallId): Levels;
}
