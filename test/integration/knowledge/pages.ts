import type { PullItem } from '../../../src/shared/sync/wire.ts';
import { makeArticle } from '../../fixtures/mixed-articles.ts';

export const articlesPerPage = 20;

/** Page n of a made-up stream: new articles, each naming its page in its title, and the drop of one of the page before. */
export function page(number: number): PullItem[] {
  const puts = Array.from({ length: articlesPerPage }, (_, index): PullItem => {
    const id = `p${number}-${index}`;
    const body = makeArticle({ id, title: `停电通知 page${number}x`, body: '计划停电的说明。'.repeat(20) });
    return { op: 'put', id, schemaVersion: 1, body };
  });
  return number > 1 ? [...puts, { op: 'drop', id: `p${number - 1}-0` }] : puts;
}

/** Articles there are after page n. */
export function countAfter(number: number): number {
  return number === 0 ? 0 : number * (articlesPerPage - 1) + 1;
}
