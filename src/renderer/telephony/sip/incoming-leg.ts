import { SessionState, type Cancel, type Invitation } from 'sip.js';
import type { EndReason } from '../../../shared/domain/call.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { arrives, whenUnconfirmed } from './lost-ack.ts';
import { sayGoodbye } from './say-goodbye.ts';
import { callFailed, SipLeg, type SipLegParts } from './sip-leg.ts';

/** Somebody calls this desk. */
export class IncomingLeg extends SipLeg {
  readonly #invitation: Invitation;
  readonly #confirm: () => void;
  #isAnswering = false;
  #cancelWait: () => void = () => undefined;

  constructor(parts: SipLegParts, invitation: Invitation) {
    // When nobody gives a reason for the end, the ring ran out.
    super(parts, invitation, 'ringingTimeout');
    this.#invitation = invitation;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.confirmed = promise;
    this.#confirm = () => resolve(undefined);
    Object.assign(invitation.delegate ?? {}, {
      onCancel: (cancel: Cancel) => (this.reason ??= reasonOfCancel(cancel)),
    });
  }

  /** Nobody answered it yet. */
  get isRinging(): boolean {
    return this.#isOffered();
  }

  ring(): void {
    this.#invitation.progress().catch(() => undefined);
  }

  async answer(): Promise<Result<void>> {
    if (!this.#isOffered() || this.#isAnswering) return callFailed();
    this.#isAnswering = true;
    const opened = await this.openMicrophone();
    this.#isAnswering = false;
    if (!opened.ok) return opened;
    if (!this.#isOffered()) return callFailed();
    await this.voice.attach(this.makeMedia());
    await this.voice.send();
    if (!this.#isOffered()) return callFailed();
    this.likelyReason = 'mediaFailed';
    try {
      await this.#invitation.accept();
    } catch {
      // The library has refused the call by now; ending it here makes sure that nothing of it stays.
      this.ended();
      return err(appError('phone.mediaFailed', 'none'));
    }
    // A cancel that crossed the answer is swallowed by the library.
    if (this.isOver) return callFailed();
    this.connected();
    this.#cancelWait = whenUnconfirmed(this.session, this.parts.clock, () => void this.#unconfirmed());
    return ok(undefined);
  }

  /** 486, so that the exchange offers the caller to the next desk. */
  async reject(reason: EndReason = 'rejected', statusCode = 486): Promise<Result<void>> {
    const { state } = this.session;
    if (state !== SessionState.Initial && state !== SessionState.Establishing) return callFailed();
    this.reason = reason;
    try {
      await this.#invitation.reject({ statusCode });
    } catch {
      return callFailed();
    }
    return ok(undefined);
  }

  protected override acknowledged(): void {
    super.acknowledged();
    this.#cancelWait();
    this.#confirm();
  }

  protected override ended(): void {
    super.ended();
    this.#cancelWait();
    this.#confirm();
  }

  override hangUp(): Promise<Result<void>> {
    if (this.isEstablished()) return Promise.resolve(this.bye('agentHungUp'));
    return this.reject('agentHungUp');
  }

  /** Two who talk have agreed on it, whatever got lost of it on the way. Without their sound nobody is there. */
  async #unconfirmed(): Promise<void> {
    const { clock, line } = this.parts;
    if (await arrives(() => this.stats(), clock)) {
      super.acknowledged();
      return this.#confirm();
    }
    if (this.hasEnded()) return;
    this.reason ??= 'neverConfirmed';
    sayGoodbye(this.session, line, clock);
    this.ended();
  }

  #isOffered(): boolean {
    return this.session.state === SessionState.Initial;
  }
}

/** An exchange that rings several desks says so when another one was faster (RFC 3326). */
function reasonOfCancel(cancel: Cancel): EndReason {
  const reason = cancel.request.getHeader('Reason') ?? '';
  return /cause\s*=\s*200\b|completed elsewhere/i.test(reason) ? 'answeredElsewhere' : 'callerGaveUp';
}
