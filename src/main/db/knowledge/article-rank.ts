import type { Article } from '../../../shared/domain/article.ts';

/**
 * Ranks in one band: more than a centre has articles. A word that few articles have costs the index a step from band to
 * band for each of them, and small steps take fewer bytes: with 2 ** 24 ranks the index of 20,000 articles was a fifth
 * larger.
 */
const bandSize = 2 ** 18;
/** Points that share a band. Within it, ranks are handed out one after the other, which keeps the index small. */
const bandPoints = 16;
/** Freshness counts from here on, UTC epoch ms: a point for each month, so that it never has to be worked out anew. */
const freshFrom = Date.UTC(2016, 0, 1);
const month = 30 * 24 * 3600 * 1000;
const freshnessMax = 255;
const highest = 1000 + freshnessMax;

/** What an article is worth whatever is asked, 0–1255: its usefulness, and a point for every month that it is younger. */
export function staticScore({ usefulness, updatedAt }: Pick<Article, 'usefulness' | 'updatedAt'>): number {
  const freshness = Math.floor((updatedAt - freshFrom) / month);
  return usefulness + Math.min(freshnessMax, Math.max(0, freshness));
}

/** First and last rank for articles of this score; the higher the score, the lower the rank. */
export function rankBand(score: number): { first: number; last: number } {
  const band = Math.floor((highest - Math.min(highest, score)) / bandPoints);
  return { first: band * bandSize + 1, last: (band + 1) * bandSize };
}

/** What an article is worth more for so many points of use: a band for each doubling, ten at the most. */
export function useBonus(points: number): number {
  return Math.min(10, Math.floor(Math.log2(1 + points))) * bandPoints;
}
