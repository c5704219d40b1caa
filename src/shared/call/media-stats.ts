import { mosOf, ratingOf } from './voice-quality.ts';

/** What a connection has counted since it began; only what is known. Times in ms. */
export interface MediaStats {
  /** Of this reading, UTC epoch ms. */
  readonly at: number;
  readonly codec?: string;
  /** What arrived here; absent before the first packet. */
  readonly received?: {
    readonly packets: number;
    readonly lost: number;
    /** Came too late to be played. */
    readonly discarded: number;
    readonly jitterMs: number;
    /** Samples that were played. */
    readonly played: number;
    /** What all of them together waited for that. */
    readonly waitedMs: number;
  };
  /** What the far end says of our voice (RTCP); absent where it says nothing. */
  readonly reported?: {
    /** UTC epoch ms; the same as in the reading before where nothing new came. */
    readonly at: number;
    /** Of the time between its last two reports, 0–1. */
    readonly loss: number;
    readonly jitterMs: number;
  };
  /** To the far end where it tells (RTCP), else to the exchange's relay. */
  readonly roundTripMs?: number;
}

export interface PathQuality {
  /** 0–1. */
  readonly loss: number;
  readonly jitterMs: number;
  readonly mos: number;
  /** The same without the delay: how clear it is, however late. */
  readonly clarity: number;
}

/** Some seconds of a call. A path of which nothing is known is absent. */
export interface QualitySample {
  readonly at: number;
  /** What the agent hears. */
  readonly heard?: PathQuality;
  /** What the far end hears. */
  readonly spoken?: PathQuality;
  readonly roundTripMs?: number;
  /** Nothing arrived at all. */
  readonly isSilent: boolean;
}

/** Packetisation and look-ahead of the codecs in use, ms. */
const codecDelayMs = 25;
/** A report older than this tells of another time. */
const staleMs = 20_000;
/** What a far end's jitter buffer waits at least, ms. */
const farBufferMs = 40;

/** What happened between two readings of one connection. */
export function sampleBetween(before: MediaStats, after: MediaStats): QualitySample {
  const heard = heardBetween(before, after);
  const spoken = spokenOf(after);
  return {
    at: after.at,
    ...(heard && { heard }),
    ...(spoken && { spoken }),
    ...(after.roundTripMs !== undefined && { roundTripMs: after.roundTripMs }),
    isSilent: (after.received?.packets ?? 0) <= (before.received?.packets ?? 0),
  };
}

function heardBetween(before: MediaStats, after: MediaStats): PathQuality | undefined {
  const { received } = after;
  if (!received) return undefined;
  const start = before.received ?? { packets: 0, lost: 0, discarded: 0, played: 0, waitedMs: 0 };
  const arrived = received.packets - start.packets;
  // A duplicate takes a loss back: the count may fall.
  const lost = Math.max(0, received.lost - start.lost);
  const late = Math.max(0, received.discarded - start.discarded);
  if (arrived <= 0) return undefined;
  const loss = Math.min(1, (lost + late) / (arrived + lost));
  const played = received.played - start.played;
  // Of these seconds only: a mean over the whole call would keep a bad minute's delay in every later sample.
  const bufferMs = played > 0 ? Math.max(0, received.waitedMs - start.waitedMs) / played : 0;
  return pathOf(after, loss, received.jitterMs, bufferMs);
}

function spokenOf(after: MediaStats): PathQuality | undefined {
  const { reported } = after;
  if (!reported || after.at - reported.at > staleMs) return undefined;
  return pathOf(after, reported.loss, reported.jitterMs, Math.max(farBufferMs, 2 * reported.jitterMs));
}

function pathOf({ codec, roundTripMs = 0 }: MediaStats, loss: number, jitterMs: number, bufferMs: number): PathQuality {
  const delayMs = roundTripMs / 2 + bufferMs + codecDelayMs;
  const path = { loss, ...(codec !== undefined && { codec }) };
  const scoreAfter = (ms: number): number => mosOf(ratingOf({ ...path, delayMs: ms }));
  return { loss, jitterMs, mos: scoreAfter(delayMs), clarity: scoreAfter(0) };
}
