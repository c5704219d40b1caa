import type { Article } from '../../../src/shared/domain/article.ts';
import { rankBand, staticScore } from '../../../src/main/db/knowledge/article-rank.ts';
import { meetsInTitle, type Need, type OracleDoc } from './oracle.ts';

/**
 * The ids of the best articles by our own score, worked out for every article that fits and without stopping early: more
 * of the query in the title first, then the more useful and fresher one, then the one that came first.
 */
export function bestByFullScore(
  fitting: readonly { readonly doc: OracleDoc; readonly article: Article; readonly index: number }[],
  needs: readonly Need[],
  count: number,
): string[] {
  return fitting
    .map(({ doc, article, index }) => {
      const inTitle = needs.filter((need) => meetsInTitle(doc, need)).length;
      return {
        id: doc.id,
        tier: inTitle === needs.length ? 0 : inTitle > 0 ? 1 : 2,
        band: rankBand(staticScore(article)).first,
        index,
      };
    })
    .sort((a, b) => a.tier - b.tier || a.band - b.band || a.index - b.index)
    .slice(0, count)
    .map(({ id }) => id);
}
