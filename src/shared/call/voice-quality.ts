/**
 * How well speech gets through, on the scale of people's opinions (MOS, 1–4.5): the E-model of ITU-T G.107 (06/2015)
 * with its default values, reduced to what a desk can measure:
 *
 *   R = 93.2 − Idd − Ie,eff
 *
 * 93.2 is Ro − Is with all parameters at their defaults (G.107, table 2). Echo is taken to be cancelled, so of the
 * delay impairment only Idd is left, absolute delay (G.107, 7.4, with the default delay sensitivity). Ie,eff is what the
 * codec and lost packets do (G.107, 7.5, random loss: BurstR 1); R becomes MOS by Annex B.
 */
const bestR = 93.2;

/** Impairment without loss, and robustness against loss. */
interface CodecImpairment {
  readonly ie: number;
  readonly bpl: number;
}

/**
 * G.711 with concealment: ITU-T G.113, appendix I. Opus has no entry there: on the narrowband scale it is taken to be as
 * good as G.711 when nothing is lost, and with the robustness that listening models find for it without forward error
 * correction, 10 to 11.
 */
const codecs: Readonly<Record<string, CodecImpairment>> = {
  pcma: { ie: 0, bpl: 25.1 },
  pcmu: { ie: 0, bpl: 25.1 },
  opus: { ie: 0, bpl: 10 },
};
/** What is known least to be robust stands for what is not known: better too early a warning than none. */
const unknownCodec: CodecImpairment = { ie: 0, bpl: 10 };

export interface Path {
  /** As in SDP, such as `opus` or `PCMA`; whatever its case. */
  readonly codec?: string;
  /** Share of packets that never came or came too late, 0–1. */
  readonly loss: number;
  /** From mouth to ear, ms. */
  readonly delayMs: number;
}

/** The transmission rating R, at most 93.2; below 50 nobody wants to talk. */
export function ratingOf({ codec = '', loss, delayMs }: Path): number {
  const { ie, bpl } = codecs[codec.toLowerCase()] ?? unknownCodec;
  const percent = 100 * Math.min(1, Math.max(0, loss));
  const equipment = ie + (95 - ie) * (percent / (percent + bpl));
  return bestR - delayImpairment(delayMs) - equipment;
}

/** Mean opinion score of a rating, 1–4.5. */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  // Below a rating of 6.5 the polynomial of the standard dips under the worst score.
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Idd: nothing up to 100 ms, 25 near half a second. */
export function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}
