import { Core, Web, type Session } from 'sip.js';
import type { DescriptionHandler } from '../media/leg-media.ts';
import { goBack } from './go-back.ts';

/** The library's handler for WebRTC, with a way back from an offer that came to nothing: the call goes on as it was. */
export class LastingHandler extends Web.SessionDescriptionHandler implements DescriptionHandler {
  readonly #session: Session;

  constructor(session: Session, ...rest: SkipFirst<ConstructorParameters<typeof Web.SessionDescriptionHandler>>) {
    super(session.userAgent.getLogger('sip.SessionDescriptionHandler'), ...rest);
    this.#session = session;
  }

  get hasOffer(): boolean {
    return this.peerConnection?.signalingState === 'have-local-offer';
  }

  /** Never rejects: the library ends a call from which there is no way back. */
  async rollbackDescription(): Promise<void> {
    const { peerConnection } = this;
    if (!peerConnection || peerConnection.signalingState === 'stable') return;
    try {
      await goBack(peerConnection);
    } catch {
      // Closed meanwhile.
    }
  }

  async takeAnswer(sdp: string): Promise<boolean> {
    if (!this.hasOffer) return false;
    try {
      await super.setDescription(sdp);
      return true;
    } catch {
      await this.rollbackDescription();
      return false;
    }
  }

  override async setDescription(...[sdp, ...rest]: Parameters<Web.SessionDescriptionHandler['setDescription']>) {
    const isStanding = Boolean(this.peerConnection?.currentRemoteDescription);
    // Of two offers that cross the far end's counts; ours has not been sent yet, or else the far end's had been refused.
    const isOffer = this.#session.dialog?.signalingState === Core.SignalingState.HaveRemoteOffer;
    if (isStanding && isOffer) await this.rollbackDescription();
    // One that comes with an ACK: whatever it is, the call stands.
    else if (isStanding && this.hasOffer) {
      await this.takeAnswer(sdp);
      return;
    }
    return super.setDescription(sdp, ...rest);
  }
}

type SkipFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;
