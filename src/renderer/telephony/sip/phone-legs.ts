import { Inviter, type Invitation, type Session, type SessionDescriptionHandler } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import { callFactsFromHeaders } from '../../../shared/call/caller-facts.ts';
import type { DecodeBytes } from '../../../shared/call/header-text.ts';
import { aliasesFor } from '../../../shared/call/served-languages.ts';
import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { CallDialog, EndReason } from '../../../shared/domain/call.ts';
import { callIdSchema, type CallId } from '../../../shared/ids.ts';
import { appError, type AppErrorCode } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { HandOverTarget, PhoneEvent } from '../port.ts';
import { callCode } from './call-code.ts';
import { replacesValue } from './dialog.ts';
import { IncomingLeg } from './incoming-leg.ts';
import {
  hasPeerConnection,
  isFromAnotherDesk,
  makeMediaOf,
  ratingOf,
  targetOf,
  type LineMediaParts,
} from './line-manners.ts';
import { OutgoingLeg } from './outgoing-leg.ts';
import { callFailed, type SipLeg, type SipLegParts } from './sip-leg.ts';
import type { SipLine } from './sip-line.ts';

export interface PhoneLegsParts extends LineMediaParts, Pick<SipLegParts, 'microphone' | 'loudspeaker' | 'clock'> {
  emit(event: PhoneEvent): void;
}

/** One talked to, one on hold, one asked about him, and one who waits. */
const maxLegs = 4;

/** All calls of the phone, whichever line they are on. */
export class PhoneLegs {
  readonly #parts: PhoneLegsParts;
  readonly #legs = new Map<CallId, SipLeg>();
  /** Media of calls to codes, which are no legs. */
  readonly #ofCodes = new Map<Session, SessionDescriptionHandler>();

  constructor(parts: PhoneLegsParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#legs.size > 0;
  }

  /** For sip.js, when it asks for the media of a session. */
  readonly handlerFor = (session: Session): SessionDescriptionHandler => {
    for (const leg of this.#legs.values()) {
      const handler = leg.handlerFor(session);
      if (handler) return handler;
    }
    const ofCode = this.#ofCodes.get(session);
    if (ofCode) return ofCode;
    throw new Error('no media for this session');
  };

  offered(line: SipLine, invitation: Invitation): void {
    const { clock, emit } = this.#parts;
    const legs = [...this.#legs.values()];
    const old = legs.find((leg) => leg.session === invitation.replacee);
    // One caller may wait while others are talked to; the exchange keeps a further one in its queue.
    const isWaiting = legs.some((leg) => leg instanceof IncomingLeg && leg.isRinging);
    if (!old && (isWaiting || legs.length >= maxLegs)) {
      return void invitation.reject({ statusCode: 486 }).catch(() => undefined);
    }
    const callId = callIdSchema.parse(uuidv7());
    const leg = new IncomingLeg(this.#legParts(line, callId), invitation);
    this.#legs.set(callId, leg);
    const facts = callFactsFromHeaders((name) => invitation.request.getHeaders(name), {
      ...{ callId, direction: 'inbound', isPractice: line.isPractice, startedAt: clock.now() },
      ...{ headerMap: line.config.headerMap, aliases: aliasesFor(line.config.served), decodeBytes },
    });
    emit({ type: 'callOffered', facts, ...(old ? { replaces: old.callId } : {}) });
    if (!isPlayable(invitation, hasPeerConnection(this.#parts, line.config) || isFromAnotherDesk(invitation))) {
      // Refused here, since the library trips over it while answering; offered first, so that the caller stands in the records.
      emit({ type: 'callProblem', callId, error: appError('phone.mediaFailed', 'none') });
      return void leg.reject('mediaFailed', 488);
    }
    if (!old) return leg.ring();
    // The agent talks to this caller's colleague already, who now leaves: nothing to press.
    old.replaced();
    void leg.answer();
  }

  dial(
    line: SipLine | undefined,
    callId: CallId,
    address: string,
    replaces: CallDialog | undefined,
  ): Promise<Result<void>> {
    const { clock, emit } = this.#parts;
    const refuse = (reason: EndReason, code: AppErrorCode): Promise<Result<void>> => {
      emit({ type: 'callEnded', callId, reason, at: clock.now() });
      return Promise.resolve(err(appError(code, 'user')));
    };
    if (!line?.userAgent || this.#legs.size >= maxLegs) return refuse('signallingFailed', 'phone.notRegistered');
    const target = targetOf(address, line.config.domain);
    if (!target) return refuse('unknownNumber', 'phone.invalidNumber');
    const inviter = new Inviter(line.userAgent, target, {
      earlyMedia: line.config.calls.hasEarlyMedia,
      extraHeaders: replaces ? [`Replaces: ${replacesValue(replaces)}`] : [],
    });
    const leg = new OutgoingLeg(this.#legParts(line, callId), inviter);
    this.#legs.set(callId, leg);
    return leg.dial();
  }

  async callCode(line: SipLine | undefined, code: string, hangUpAfterMs: number): Promise<Result<void>> {
    const target = targetOf(code, line?.config.domain ?? '');
    if (!line?.userAgent || line.isPractice || !target) return callFailed();
    const inviter = new Inviter(line.userAgent, target);
    const media = makeMediaOf(this.#parts, line.config)(inviter, () => undefined);
    this.#ofCodes.set(inviter, media.handler);
    const isTaken = await callCode(inviter, this.#parts.clock, hangUpAfterMs);
    this.#ofCodes.delete(inviter);
    media.close();
    return isTaken ? ok(undefined) : callFailed();
  }

  with(callId: CallId, command: (leg: SipLeg) => Promise<Result<void>>): Promise<Result<void>> {
    const leg = this.#legs.get(callId);
    return leg ? command(leg) : Promise.resolve(err(appError('phone.callFailed', 'none')));
  }

  withIncoming(callId: CallId, command: (leg: IncomingLeg) => Promise<Result<void>>): Promise<Result<void>> {
    return this.with(callId, (leg) => (leg instanceof IncomingLeg ? command(leg) : Promise.resolve(callFailed())));
  }

  transfer(callId: CallId, to: HandOverTarget): Promise<Result<void>> {
    return this.with(callId, (leg) => {
      if ('callId' in to) {
        const place = this.#legs.get(to.callId)?.replaceAddress();
        return place === undefined ? Promise.resolve(callFailed()) : leg.transfer(place);
      }
      const target = targetOf(to.address, leg.session.userAgent.configuration.uri.host);
      return target ? leg.transfer(target.toString()) : Promise.resolve(err(appError('phone.invalidNumber', 'user')));
    });
  }

  mix(callIds: readonly CallId[]): void {
    for (const [callId, leg] of this.#legs) {
      const others = callIds.includes(callId) ? callIds.filter((other) => other !== callId) : [];
      leg.mixWith(others.flatMap((other) => this.#legs.get(other)?.remoteStream ?? []));
    }
  }

  levels(callId: CallId): ReturnType<SipLeg['levels']> {
    return this.#legs.get(callId)?.levels() ?? { mine: 0, theirs: 0 };
  }

  voices(callId: CallId): ReturnType<SipLeg['voices']> {
    return this.#legs.get(callId)?.voices();
  }

  async stats(callId: CallId): Promise<MediaStats | undefined> {
    return this.#legs.get(callId)?.stats();
  }

  async hangUpAll(): Promise<void> {
    await Promise.all([...this.#legs.values()].map((leg) => leg.hangUp()));
  }

  #legParts(line: SipLine, callId: CallId): SipLegParts {
    const { audio, microphone, loudspeaker, clock, emit } = this.#parts;
    return {
      ...{ callId, audio, microphone, loudspeaker, clock, emit, isPractice: line.isPractice, line: line.signal },
      sendsDigitsAsInfo: line.config.calls.digits === 'info',
      readRating: (bye) => ratingOf(bye, line.config),
      makeMedia: makeMediaOf(this.#parts, line.config),
      onGone: () => this.#legs.delete(callId),
    };
  }
}

/** WebRTC needs a fingerprint in every offer. An INVITE without an offer is fine: ours goes out with the answer. */
function isPlayable(invitation: Invitation, isPeerConnection: boolean): boolean {
  const body = invitation.body ?? '';
  if (!isPeerConnection || body.trim() === '') return true;
  return /^a=fingerprint:\S+ \S+/m.test(body) && /^m=audio /m.test(body);
}

const decodeBytes: DecodeBytes = (charset, bytes) => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
