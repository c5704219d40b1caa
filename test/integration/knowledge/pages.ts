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

/** How many articles a made-up centre has, as its first page says. */
export const total = 4000;

const changedGroups = 5;

/** Change n of a centre that has `changedGroups` groups of articles: those of one of them, each naming n in its title. */
export function change(number: number): PullItem[] {
  return Array.from({ length: articlesPerPage }, (_, index): PullItem => {
    const id = `c${(number % changedGroups) * articlesPerPage + index}`;
    const body = makeArticle({ id, title: `停电通知 change${number}x`, body: '计划停电的说明。'.repeat(20) });
    return { op: 'put', id, schemaVersion: 1, body };
  });
}

/** Articles there are after change n. */
export function countAfterChange(number: number): number {
  return Math.min(number, changedGroups) * articlesPerPage;
}

/** Articles there are after page n. */
export function countAfter(number: number): number {
  return number === 0 ? 0 : number * (articlesPerPage - 1) + 1;
}
