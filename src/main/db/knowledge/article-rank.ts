/** Ranks in one band: more than a centre has articles, so that a band never runs into the next. */
const bandSize = 2 ** 24;
/** Usefulness points that share a band. Within it, ranks are handed out one after the other, which keeps the index small. */
const bandPoints = 32;

/** First and last rank for articles of this usefulness (0–1000); the more useful, the lower. */
export function rankBand(usefulness: number): { first: number; last: number } {
  const band = Math.floor((1000 - usefulness) / bandPoints);
  return { first: band * bandSize + 1, last: (band + 1) * bandSize };
}
