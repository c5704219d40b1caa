import {
  SessionState,
  type Bye,
  type Inviter,
  type Invitation,
  type Session,
  type SessionDescriptionHandler,
} from 'sip.js';
import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { EndReason } from '../../../shared/domain/call.ts';
import type { CallId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { Loudspeaker } from '../media/loudspeaker.ts';
import { LegVoice } from '../media/leg-voice.ts';
import type { Microphone } from '../media/microphone.ts';
import type { Levels, PhoneEvent, Voices } from '../port.ts';
import { CallKeeper } from './call-keeper.ts';
import type { LineSignal } from './line-signal.ts';
import { dialogOf, replacesValue } from './dialog.ts';
import { refer, type Referral } from './refer.ts';
import { forgetOffer } from './re-invite.ts';
import { sayGoodbye } from './say-goodbye.ts';
import { infoDigits } from './send-digits.ts';

export interface SipLegParts {
  readonly callId: CallId;
  /** Practice goes on without a microphone: the trainee may still listen. */
  readonly isPractice: boolean;
  /** The call lives on without it. */
  readonly line: LineSignal;
  readonly audio: DeskAudio;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly clock: Clock;
  /** Digits as SIP INFO instead of events in the sound. */
  readonly sendsDigitsAsInfo: boolean;
  /** What the exchange says about the caller's satisfaction with the end of a call. */
  readonly readRating: (bye: Bye) => number | undefined;
  readonly makeMedia: (
    session: Session,
    onFailed: () => void,
  ) => LegMedia & { readonly handler: SessionDescriptionHandler };
  emit(event: PhoneEvent): void;
  /** After `callEnded`. */
  onGone(): void;
}

export const callFailed = () => err(appError('phone.callFailed', 'user'));

/** One call on the line, from where both sides agree on it. Says `callEnded` exactly once, whatever ends it. */
export abstract class SipLeg {
  readonly callId: CallId;
  readonly session: Session;
  protected readonly parts: SipLegParts;
  protected readonly voice: LegVoice;
  protected media: ReturnType<SipLegParts['makeMedia']> | undefined;
  /** Why it ended: known before it ends, or else what is most likely at its stage. */
  protected reason: EndReason | undefined;
  protected likelyReason: EndReason;
  protected isOver = false;
  /**
   * Resolves when the far end has confirmed the answer. The library ends a call in which anything is offered before that,
   * as soon as the confirmation comes.
   */
  protected confirmed: Promise<unknown> = Promise.resolve();
  #stopPlaying: (() => void) | undefined;
  #referral: Referral | undefined;
  #rating: number | undefined;
  #keeper: CallKeeper | undefined;

  constructor(parts: SipLegParts, session: Invitation | Inviter, likelyReason: EndReason) {
    this.parts = parts;
    this.callId = parts.callId;
    this.session = session;
    this.likelyReason = likelyReason;
    this.voice = new LegVoice(parts.audio, parts.microphone);
    session.delegate = {
      onAck: () => this.acknowledged(),
      onBye: (bye) => this.#byeReceived(bye),
      onNotify: (notification) => {
        if (this.#referral) this.#referral.notified(notification);
        else notification.accept().catch(() => undefined);
      },
      // Without this the library follows any REFER by itself, and would call wherever the far end says.
      onRefer: (referral) => void referral.reject().catch(() => undefined),
    };
    session.stateChange.addListener((state) => {
      if (state === SessionState.Terminating || state === SessionState.Terminated) this.terminated();
    });
  }

  protected terminated(): void {
    this.ended();
  }

  protected acknowledged(): void {
    forgetOffer(this.session);
  }

  /** For sip.js, when it asks for the media of this session. */
  handlerFor(session: Session): SessionDescriptionHandler | undefined {
    return session === this.session ? this.media?.handler : undefined;
  }

  get isPractice(): boolean {
    return this.parts.isPractice;
  }

  /** What the far end says, for a conference; undefined before there is any sound. */
  get remoteStream(): MediaStream | undefined {
    return this.media?.remoteStream;
  }

  abstract hangUp(): Promise<Result<void>>;

  protected bye(reason: EndReason): Result<void> {
    this.reason = reason;
    // Not waited for: a far end that does not answer the BYE must not keep the agent.
    sayGoodbye(this.session, this.parts.line, this.parts.clock);
    this.ended();
    return ok(undefined);
  }

  async hold(): Promise<Result<void>> {
    if (!this.isEstablished()) return callFailed();
    // At once, not when the far end agrees: the agent may turn to a colleague the moment the key is down.
    this.voice.silence();
    await this.confirmed;
    if (!(await this.#keeper?.setHeld(true))) {
      if (!this.isOver) await this.voice.send();
      return callFailed();
    }
    await this.voice.release();
    this.parts.emit({ type: 'callHeld', callId: this.callId, at: this.parts.clock.now() });
    return ok(undefined);
  }

  async resume(): Promise<Result<void>> {
    if (!this.isEstablished()) return callFailed();
    await this.confirmed;
    const opened = await this.openMicrophone();
    if (!opened.ok) return opened;
    const hasResumed = !this.isOver && (await this.#keeper?.setHeld(false)) === true;
    if (!hasResumed || this.isOver) {
      await this.voice.release();
      return callFailed();
    }
    await this.voice.send();
    this.parts.emit({ type: 'callResumed', callId: this.callId, at: this.parts.clock.now() });
    return ok(undefined);
  }

  setMuted(isMuted: boolean): Promise<Result<void>> {
    if (!this.isEstablished()) return Promise.resolve(callFailed());
    this.voice.setMuted(isMuted);
    this.parts.emit({ type: 'muteChanged', callId: this.callId, isMuted });
    return Promise.resolve(ok(undefined));
  }

  async sendDigits(digits: string): Promise<Result<void>> {
    if (!this.isEstablished() || !this.media) return callFailed();
    const { sendsDigitsAsInfo } = this.parts;
    const isSent = (!sendsDigitsAsInfo && this.media.sendDigits(digits)) || (await infoDigits(this.session, digits));
    return isSent ? ok(undefined) : err(appError('phone.digitsFailed', 'user'));
  }

  /** Hands the far end over to an address; ends the call when somebody took it. */
  async transfer(referTo: string): Promise<Result<void>> {
    await this.confirmed;
    if (!this.isEstablished() || this.#referral) return callFailed();
    const { callId, parts } = this;
    this.#referral = refer(this.session, referTo, parts.clock, {
      onRinging: () => parts.emit({ type: 'transferRinging', callId }),
    });
    const outcome = await this.#referral.outcome;
    this.#referral = undefined;
    if (outcome === 'done') {
      if (this.isEstablished()) this.bye('transferred');
      return ok(undefined);
    }
    return this.isOver ? callFailed() : err(appError(outcome, 'user'));
  }

  /** How somebody takes the place of this desk in the call (RFC 3891); undefined without a dialog. */
  replaceAddress(): string | undefined {
    const dialog = dialogOf(this.session);
    return dialog && `${dialog.remoteTarget}?Replaces=${encodeURIComponent(replacesValue(dialog))}`;
  }

  async say(sound: AudioBuffer): Promise<Result<void>> {
    if (!this.isEstablished()) return callFailed();
    await this.voice.say(sound);
    return ok(undefined);
  }

  mixWith(others: readonly MediaStream[]): void {
    void this.voice.mixWith(others);
  }

  async stats(): Promise<MediaStats | undefined> {
    return this.isOver ? undefined : this.media?.stats();
  }

  levels(): Levels {
    return this.isOver ? { mine: 0, theirs: 0 } : (this.media?.levels() ?? { mine: 0, theirs: 0 });
  }

  voices(): Voices | undefined {
    return this.isOver || !this.media ? undefined : { mine: this.voice.ownStream, theirs: this.media.remoteStream };
  }

  /** The far end was given a new call in this one's place; the library says goodbye in the old one. */
  replaced(): void {
    this.reason = 'replaced';
    this.ended();
  }

  /** Asked anew after every wait: whoever was on the line may have gone meanwhile. */
  protected hasEnded(): boolean {
    return this.isOver;
  }

  protected isEstablished(): boolean {
    return !this.isOver && this.session.state === SessionState.Established;
  }

  protected async openMicrophone(): Promise<Result<void>> {
    const opened = await this.voice.open();
    if (opened.ok || !this.parts.isPractice) return opened;
    this.problem(opened.error);
    return ok(undefined);
  }

  protected makeMedia(): NonNullable<typeof this.media> {
    return (this.media ??= this.parts.makeMedia(this.session, () =>
      this.problem(appError('phone.mediaFailed', 'user')),
    ));
  }

  protected play(): void {
    if (this.media && !this.isOver) this.#stopPlaying ??= this.parts.loudspeaker.play(this.media.remoteStream);
  }

  protected problem(error: AppError): void {
    if (!this.isOver) this.parts.emit({ type: 'callProblem', callId: this.callId, error });
  }

  protected connected(): void {
    this.likelyReason = 'signallingFailed';
    this.play();
    // Before that nothing may be offered, and so nothing be kept.
    void this.confirmed.then(() => {
      if (!this.isOver) this.#keeper = this.#keep();
    });
    const dialog = dialogOf(this.session);
    const { callId, parts } = this;
    parts.emit({ type: 'callConnected', callId, at: parts.clock.now(), ...(dialog ? { dialog } : {}) });
  }

  #keep(): CallKeeper {
    const { callId, session } = this;
    const { clock, line, emit } = this.parts;
    const onForgotten = (): void => {
      this.reason ??= 'signallingFailed';
      sayGoodbye(session, line, clock);
      this.ended();
    };
    return new CallKeeper({ callId, session, line, clock, emit, onForgotten });
  }

  #byeReceived(bye: Bye): void {
    // Left alone the peer never gets its 200 and sends again and again.
    bye.accept().catch(() => undefined);
    this.#rating = this.parts.readRating(bye);
    this.reason ??= this.#referral?.farEndLeft() ? 'transferred' : 'callerHungUp';
  }

  protected ended(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#keeper?.close();
    this.#stopPlaying?.();
    this.voice.close();
    this.media?.close();
    const { callId, parts } = this;
    const rating = this.#rating;
    parts.emit({
      ...{ type: 'callEnded', callId, reason: this.reason ?? this.likelyReason, at: parts.clock.now() },
      ...(rating === undefined ? {} : { rating }),
    });
    parts.onGone();
    this.#referral?.cancel();
  }
}
