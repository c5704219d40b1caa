import type { Invitation, Session, SessionDescriptionHandler } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import { callFactsFromHeaders } from '../../../shared/call/caller-facts.ts';
import { aliasesFor } from '../../../shared/call/served-languages.ts';
import type { DecodeBytes } from '../../../shared/call/header-text.ts';
import { callIdSchema, type CallId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { defaultHeaderMap } from '../../../shared/domain/header-map.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import { err, type Result } from '../../../shared/ipc/result.ts';
import type { Clock } from '../clock/clock.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { HandedOverMedia, type MediaExchange } from '../media/handed-over-media.ts';
import type { Loudspeaker } from '../media/loudspeaker.ts';
import type { Microphone } from '../media/microphone.ts';
import type { PhoneEvent, PhonePort } from '../port.ts';
import { exchangeLinks } from '../wire/exchange-links.ts';
import { watchNetwork } from '../wire/network-watch.ts';
import type { WireHub } from '../wire/wire-hub.ts';
import { PeerConnectionMedia } from './peer-connection-media.ts';
import { SipLeg, type SipLegParts } from './sip-leg.ts';
import { SipLine } from './sip-line.ts';

export interface SipPhoneParts {
  readonly audio: DeskAudio;
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  readonly clock: Clock;
  /** The exchange of practice callers. A desk on a real exchange is on it as well, so that practice never touches the real one. */
  readonly hub: WireHub;
  readonly exchange: MediaExchange;
  /** How practice sounds travel; `webRtc` takes the path of real calls. */
  readonly practiceMedia?: 'handedOver' | 'webRtc';
}

/** The one importer of sip.js and the one owner of calls. */
export function createSipPhone(parts: SipPhoneParts): PhonePort {
  const listeners = new Set<(event: PhoneEvent) => void>();
  const legs = new Map<CallId, SipLeg>();
  let lines: SipLine[] = [];

  const emit = (event: PhoneEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const findHandler = (session: Session): SessionDescriptionHandler => {
    for (const leg of legs.values()) {
      const handler = leg.handlerFor(session);
      if (handler) return handler;
    }
    throw new Error('no media for this session');
  };

  const makeLine = (config: PhoneConfig, isMain: boolean): SipLine => {
    const line: SipLine = new SipLine({
      config,
      servers: config.kind === 'ws' ? exchangeLinks(config, parts.clock) : [parts.hub.open],
      clock: parts.clock,
      random: Math.random,
      handlerFactory: findHandler,
      isBusy: () => legs.size > 0,
      onInvite: (invitation) => {
        try {
          offered(line, invitation);
        } catch (error) {
          // The transport swallows what sip.js throws at broken messages; a bug of ours must be heard of.
          reportError(error);
        }
      },
      onRegistration: (state) => {
        if (isMain) emit({ type: 'registrationChanged', state });
      },
    });
    return line;
  };

  const offered = (line: SipLine, invitation: Invitation): void => {
    // One call at a time: the exchange keeps a second caller in its queue.
    if (legs.size > 0) return void invitation.reject({ statusCode: 486 }).catch(() => undefined);
    const callId = callIdSchema.parse(uuidv7());
    const leg = new SipLeg({
      callId,
      invitation,
      isPractice: line.isPractice,
      microphone: parts.microphone,
      loudspeaker: parts.loudspeaker,
      clock: parts.clock,
      makeMedia: mediaMaker(parts, line.config),
      emit,
      onGone: () => legs.delete(callId),
    });
    legs.set(callId, leg);
    const facts = callFactsFromHeaders((name) => invitation.request.getHeaders(name), {
      callId,
      direction: 'inbound',
      isPractice: line.isPractice,
      startedAt: parts.clock.now(),
      headerMap: line.config.headerMap,
      aliases: aliasesFor(line.config.served),
      decodeBytes,
    });
    emit({ type: 'callOffered', facts });
    if (isPlayable(invitation, usesPeerConnection(parts, line.config))) return leg.ring();
    // Refused here, since the library trips over it while answering; offered first, so that the caller stands in the records.
    emit({ type: 'callProblem', callId, error: appError('phone.mediaFailed', 'none') });
    void leg.reject('mediaFailed', 488);
  };

  const withLeg = (callId: CallId, command: (leg: SipLeg) => Promise<Result<void>>): Promise<Result<void>> => {
    const leg = legs.get(callId);
    return leg ? command(leg) : Promise.resolve(err(appError('phone.callFailed', 'none')));
  };

  let stopWatching: () => void = () => undefined;

  const stop = async (): Promise<void> => {
    stopWatching();
    const stopping = lines;
    lines = [];
    await Promise.all([...legs.values()].map((leg) => leg.hangUp()));
    await Promise.all(stopping.map((line) => line.stop()));
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async (config) => {
      await stop();
      lines = [makeLine(config, true)];
      if (config.kind === 'ws') lines.push(makeLine(practiceConfig(config.user), false));
      for (const line of lines) line.start();
      stopWatching = watchNetwork(parts.clock, {
        onChanged: () => lines[0]?.nudge(),
        onSlept: () => lines[0]?.wake(),
      });
    },
    stop,
    tryNow: () => lines[0]?.nudge(),
    answer: (callId) => {
      parts.audio.wake();
      return withLeg(callId, (leg) => leg.answer());
    },
    reject: (callId) => withLeg(callId, (leg) => leg.reject()),
    hangUp: (callId) => withLeg(callId, (leg) => leg.hangUp()),
    hold: (callId) => withLeg(callId, (leg) => leg.hold()),
    resume: (callId) => withLeg(callId, (leg) => leg.resume()),
    setMuted: (callId, isMuted) => withLeg(callId, (leg) => leg.setMuted(isMuted)),
    levels: (callId) => legs.get(callId)?.levels() ?? { mine: 0, theirs: 0 },
  };
}

function practiceConfig(user: string): PhoneConfig {
  return { kind: 'wire', user, domain: 'practice.invalid', headerMap: defaultHeaderMap };
}

function usesPeerConnection(parts: SipPhoneParts, config: PhoneConfig): boolean {
  return config.kind === 'ws' || parts.practiceMedia === 'webRtc';
}

function mediaMaker(parts: SipPhoneParts, config: PhoneConfig): SipLegParts['makeMedia'] {
  if (usesPeerConnection(parts, config)) {
    const iceServers = config.kind === 'ws' ? config.iceServers : [];
    return (session, onFailed) => new PeerConnectionMedia(session, parts.audio, { iceServers }, { onFailed });
  }
  return () => new HandedOverMedia(parts.audio, parts.exchange);
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
