import { Invitation, UserAgent, type Bye, type Session, type URI } from 'sip.js';
import { ratingSchema } from '../../../shared/domain/call.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { IceServer } from '../../../shared/setup/seat-config.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { HandedOverMedia, type MediaExchange } from '../media/handed-over-media.ts';
import { PeerConnectionMedia } from './peer-connection-media.ts';
import type { SipLegParts } from './sip-leg.ts';

export interface LineMediaParts {
  readonly audio: DeskAudio;
  readonly exchange: MediaExchange;
  /** How practice sounds travel; `webRtc` takes the path of real calls. */
  readonly practiceMedia?: 'handedOver' | 'webRtc';
  /** For a colleague who plays a practice caller from his own desk. */
  readonly iceServers?: () => readonly IceServer[];
}

export function hasPeerConnection({ practiceMedia }: LineMediaParts, config: PhoneConfig): boolean {
  return config.kind === 'ws' || practiceMedia === 'webRtc';
}

export function makeMediaOf(parts: LineMediaParts, config: PhoneConfig): SipLegParts['makeMedia'] {
  const { audio, exchange } = parts;
  const overPeer: SipLegParts['makeMedia'] = (session, onFailed) => {
    const iceServers = config.kind === 'ws' ? config.iceServers : (parts.iceServers?.() ?? []);
    return new PeerConnectionMedia(session, audio, { iceServers }, { onFailed });
  };
  if (hasPeerConnection(parts, config)) return overPeer;
  return (session, onFailed) =>
    isFromAnotherDesk(session) ? overPeer(session, onFailed) : new HandedOverMedia(audio, exchange);
}

/** Whoever is in this page hands his sound over; one who is not offers WebRTC. */
export function isFromAnotherDesk(session: Session): boolean {
  return session instanceof Invitation && /^a=fingerprint:/m.test(session.body ?? '');
}

/** A user of the own exchange, or a whole address; undefined where it makes none. */
export function targetOf(address: string, domain: string): URI | undefined {
  if (/^sips?:/i.test(address)) return UserAgent.makeURI(address);
  // Escaped but for what numbers are made of.
  const user = encodeURIComponent(address).replaceAll('%2B', '+');
  return user === '' ? undefined : UserAgent.makeURI(`sip:${user}@${domain}`);
}

/** 1–5 from the header that the exchange puts into its BYE; keys that callers press may mean anything. */
export function ratingOf(bye: Bye, { headerMap, calls }: PhoneConfig): number | undefined {
  const sent = headerMap.rating.map((name) => bye.request.getHeader(name)?.trim()).find((value) => value !== undefined);
  if (sent === undefined) return undefined;
  const { ratingByKey = {} } = calls.survey ?? {};
  const rating = ratingSchema.safeParse(Object.hasOwn(ratingByKey, sent) ? ratingByKey[sent] : Number(sent));
  return rating.success ? rating.data : undefined;
}
