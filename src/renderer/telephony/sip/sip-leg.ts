import {
  SessionState,
  type Bye,
  type Cancel,
  type Invitation,
  type Session,
  type SessionDescriptionHandler,
} from 'sip.js';
import type { EndReason } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { Loudspeaker } from '../media/loudspeaker.ts';
import type { Microphone, MicrophoneLease } from '../media/microphone.ts';
import type { Levels, PhoneEvent } from '../port.ts';
import { reInvite } from './re-invite.ts';

export interface SipLegParts {
  readonly callId: CallId;
  readonly invitation: Invitation;
  /** Practice goes on without a microphone: the trainee may still listen. */
  readonly isPractice: boolean;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly clock: Clock;
  readonly makeMedia: (
    session: Session,
    onFailed: () => void,
  ) => LegMedia & { readonly handler: SessionDescriptionHandler };
  emit(event: PhoneEvent): void;
  /** After `callEnded`. */
  onGone(): void;
}

const failed = () => err(appError('phone.callFailed', 'user'));

/** One call on the line. Says `callEnded` exactly once, whatever ends it. */
export class SipLeg {
  readonly callId: CallId;
  readonly #parts: SipLegParts;
  readonly #session: Invitation;
  #media: ReturnType<SipLegParts['makeMedia']> | undefined;
  #lease: MicrophoneLease | undefined;
  #stopPlaying: () => void = () => undefined;
  #reason: EndReason | undefined;
  #isMuted = false;
  #isOver = false;
  #isAnswering = false;
  /** Why it ended when nobody gives a reason: at first that the ring ran out. */
  #likelyReason: EndReason = 'ringingTimeout';

  constructor(parts: SipLegParts) {
    this.#parts = parts;
    this.callId = parts.callId;
    this.#session = parts.invitation;
    this.#session.delegate = {
      onCancel: (cancel) => (this.#reason ??= reasonOfCancel(cancel)),
      onBye: (bye) => this.#byeReceived(bye),
      // Without this the library follows any REFER by itself, and would call wherever the far end says.
      onRefer: (referral) => void referral.reject().catch(() => undefined),
    };
    this.#session.stateChange.addListener((state) => {
      if (state === SessionState.Terminating || state === SessionState.Terminated) this.#ended();
    });
  }

  /** For sip.js, when it asks for the media of this session. */
  handlerFor(session: Session): SessionDescriptionHandler | undefined {
    return session === this.#session ? this.#media?.handler : undefined;
  }

  ring(): void {
    this.#session.progress().catch(() => undefined);
  }

  async answer(): Promise<Result<void>> {
    if (!this.#isOffered() || this.#isAnswering) return failed();
    this.#isAnswering = true;
    const lease = await this.#openMicrophone();
    this.#isAnswering = false;
    if (!lease.ok) return lease;
    if (!this.#isOffered()) {
      lease.value?.release();
      return failed();
    }
    this.#lease = lease.value;
    this.#media = this.#parts.makeMedia(this.#session, () => this.#mediaFailed());
    await this.#media.setLocalStream(lease.value?.stream);
    if (!this.#isOffered()) return failed();
    this.#likelyReason = 'mediaFailed';
    try {
      await this.#session.accept();
    } catch {
      // The library has refused the call by now; ending it here makes sure that nothing of it stays.
      this.#ended();
      return err(appError('phone.mediaFailed', 'none'));
    }
    // A cancel that crossed the answer is swallowed by the library.
    if (this.#isOver) return failed();
    this.#likelyReason = 'signallingFailed';
    this.#stopPlaying = this.#parts.loudspeaker.play(this.#media.remoteStream);
    this.#parts.emit({ type: 'callConnected', callId: this.callId, at: this.#parts.clock.now() });
    return ok(undefined);
  }

  /** 486, so that the exchange offers the caller to the next desk. */
  async reject(reason: EndReason = 'rejected', statusCode = 486): Promise<Result<void>> {
    const { state } = this.#session;
    if (state !== SessionState.Initial && state !== SessionState.Establishing) return failed();
    this.#reason = reason;
    try {
      await this.#session.reject({ statusCode });
    } catch {
      return failed();
    }
    return ok(undefined);
  }

  async hangUp(): Promise<Result<void>> {
    const { state } = this.#session;
    if (state === SessionState.Initial || state === SessionState.Establishing) return this.reject('agentHungUp');
    if (state !== SessionState.Established) return failed();
    this.#reason = 'agentHungUp';
    // Not waited for: a far end that does not answer the BYE must not keep the agent.
    this.#session.bye().catch(() => undefined);
    this.#ended();
    return ok(undefined);
  }

  async hold(): Promise<Result<void>> {
    if (this.#session.state !== SessionState.Established) return failed();
    // At once, not when the far end agrees: the agent may turn to a colleague the moment the key is down.
    this.#lease?.setEnabled(false);
    if (!(await reInvite(this.#session, { hold: true }, this.#parts.clock))) {
      this.#lease?.setEnabled(!this.#isMuted);
      return failed();
    }
    await this.#media?.setLocalStream(undefined);
    this.#lease?.release();
    this.#lease = undefined;
    this.#parts.emit({ type: 'callHeld', callId: this.callId, at: this.#parts.clock.now() });
    return ok(undefined);
  }

  async resume(): Promise<Result<void>> {
    if (this.#session.state !== SessionState.Established) return failed();
    const lease = await this.#openMicrophone();
    if (!lease.ok) return lease;
    const hasResumed = !this.#isOver && (await reInvite(this.#session, { hold: false }, this.#parts.clock));
    if (!hasResumed || this.#isOver) {
      lease.value?.release();
      return failed();
    }
    this.#lease = lease.value;
    this.#lease?.setEnabled(!this.#isMuted);
    await this.#media?.setLocalStream(lease.value?.stream);
    this.#parts.emit({ type: 'callResumed', callId: this.callId, at: this.#parts.clock.now() });
    return ok(undefined);
  }

  setMuted(isMuted: boolean): Promise<Result<void>> {
    if (this.#session.state !== SessionState.Established) return Promise.resolve(failed());
    this.#isMuted = isMuted;
    this.#lease?.setEnabled(!isMuted);
    this.#parts.emit({ type: 'muteChanged', callId: this.callId, isMuted });
    return Promise.resolve(ok(undefined));
  }

  levels(): Levels {
    return this.#isOver ? { mine: 0, theirs: 0 } : (this.#media?.levels() ?? { mine: 0, theirs: 0 });
  }

  #isOffered(): boolean {
    return this.#session.state === SessionState.Initial;
  }

  async #openMicrophone(): Promise<Result<MicrophoneLease | undefined>> {
    const lease = await this.#parts.microphone.open((stream) => {
      // A lease that is not in use yet is taken with its newest stream when it is.
      if (this.#lease) void this.#media?.setLocalStream(stream);
    });
    if (lease.ok || !this.#parts.isPractice) return lease;
    this.#parts.emit({ type: 'callProblem', callId: this.callId, error: lease.error });
    return ok(undefined);
  }

  #byeReceived(bye: Bye): void {
    // Left alone the peer never gets its 200 and sends again and again.
    bye.accept().catch(() => undefined);
    this.#reason ??= 'callerHungUp';
  }

  #mediaFailed(): void {
    if (this.#isOver) return;
    this.#parts.emit({ type: 'callProblem', callId: this.callId, error: appError('phone.mediaFailed', 'user') });
  }

  #ended(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopPlaying();
    this.#media?.close();
    this.#lease?.release();
    const reason = this.#reason ?? this.#likelyReason;
    this.#parts.emit({ type: 'callEnded', callId: this.callId, reason, at: this.#parts.clock.now() });
    this.#parts.onGone();
  }
}

/** An exchange that rings several desks says so when another one was faster (RFC 3326). */
function reasonOfCancel(cancel: Cancel): EndReason {
  const reason = cancel.request.getHeader('Reason') ?? '';
  return /cause\s*=\s*200\b|completed elsewhere/i.test(reason) ? 'answeredElsewhere' : 'callerGaveUp';
}
