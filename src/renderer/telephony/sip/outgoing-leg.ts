import { SessionState, type Inviter } from 'sip.js';
import type { EndReason } from '../../../shared/domain/call.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { callFailed, SipLeg, type SipLegParts } from './sip-leg.ts';

/** This desk calls somebody. */
export class OutgoingLeg extends SipLeg {
  readonly #inviter: Inviter;
  #isRinging = false;

  constructor(parts: SipLegParts, inviter: Inviter) {
    super(parts, inviter, 'signallingFailed');
    this.#inviter = inviter;
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#answered();
    });
  }

  /** The library ends the session first and tells the far end's answer after that, in the same turn. */
  protected override terminated(): void {
    queueMicrotask(() => this.ended());
  }

  /** Resolves when the INVITE is out. */
  async dial(): Promise<Result<void>> {
    const opened = await this.openMicrophone();
    if (this.hasEnded()) return ok(undefined);
    if (!opened.ok) {
      this.reason = 'mediaFailed';
      this.ended();
      return opened;
    }
    await this.voice.attach(this.makeMedia());
    if (this.hasEnded()) return ok(undefined);
    this.likelyReason = 'mediaFailed';
    try {
      await this.#inviter.invite({
        requestDelegate: {
          onProgress: ({ message }) => this.#progressed(message.body !== ''),
          onReject: ({ message }) => this.#rejected(message.statusCode ?? 500),
          onRedirect: () => this.#rejected(302),
        },
      });
    } catch {
      this.ended();
      return err(appError('phone.mediaFailed', 'user'));
    }
    return ok(undefined);
  }

  override async hangUp(): Promise<Result<void>> {
    if (this.isEstablished()) return this.bye('agentHungUp');
    if (this.isOver) return callFailed();
    this.reason = 'agentHungUp';
    const { state } = this.session;
    if (state === SessionState.Initial || state === SessionState.Establishing) {
      await this.#inviter.cancel().catch(() => undefined);
    }
    this.ended();
    return ok(undefined);
  }

  #progressed(hasDescription: boolean): void {
    if (this.isOver) return;
    this.#isRinging = true;
    // Before the answer the agent only listens: nobody has agreed to hear him yet.
    if (hasDescription) this.play();
    this.parts.emit({ type: 'callProgressed', callId: this.callId, isHeard: hasDescription });
  }

  #answered(): void {
    if (this.isOver) return;
    void this.voice.send();
    this.connected();
  }

  #rejected(status: number): void {
    // A line that is cut fails the INVITE of a call that stands as well.
    if (this.isEstablished()) return;
    this.reason ??= reasonOf(status, this.#isRinging);
  }
}

function reasonOf(status: number, wasRinging: boolean): EndReason {
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 404:
    case 410:
    case 484:
    case 604:
      return 'unknownNumber';
    case 403:
    case 603:
    case 607:
      return 'declined';
    case 408:
    case 487:
      return wasRinging ? 'noAnswer' : 'signallingFailed';
    case 480:
      return wasRinging ? 'noAnswer' : 'unreachable';
    case 415:
    case 488:
    case 606:
      return 'mediaFailed';
    default:
      return 'signallingFailed';
  }
}
