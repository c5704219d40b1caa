import { create, insertMultiple, search } from '@orama/orama';
import { Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Article } from '../../../src/shared/domain/article.ts';
import { indexTokens } from '../../../src/shared/text/index-text.ts';

/** A search engine that holds its index in memory, with everything it offers that a desk would use. */
export interface Peer {
  add(articles: readonly Article[]): Promise<void>;
  /** How many hits it names, at most twenty. */
  find(query: string): Promise<number>;
}

const shown = 20;
/** None of them cuts Chinese or Tibetan by itself: they get the desk's own words. */
const cut = (text: string): string[] => indexTokens(text).words;

export const peers: Readonly<Record<string, () => Peer>> = { flexsearch, minisearch, orama };

/** No order of merit, no rows of words. */
function flexsearch(): Peer {
  const index = new Index({ tokenize: 'forward', encode: cut });
  return {
    add(articles) {
      for (const { id, title, body } of articles) index.add(Number(id.slice(1)), `${title}\n${body}`);
      return Promise.resolve();
    },
    find: (query) => Promise.resolve(index.search(query, { limit: shown }).length),
  };
}

function minisearch(): Peer {
  const index = new MiniSearch<Pick<Article, 'id' | 'title' | 'body'>>({
    fields: ['title', 'body'],
    tokenize: cut,
    processTerm: (term) => term,
    searchOptions: { prefix: true, combineWith: 'AND', boost: { title: 2 } },
  });
  return {
    add(articles) {
      index.addAll(articles);
      return Promise.resolve();
    },
    find: (query) => Promise.resolve(Math.min(shown, index.search(query).length)),
  };
}

function orama(): Peer {
  const database = create({
    schema: { title: 'string', body: 'string' } as const,
    components: { tokenizer: { language: 'english', normalizationCache: new Map(), tokenize: cut } },
  });
  return {
    async add(articles) {
      await insertMultiple(
        database,
        articles.map(({ id, title, body }) => ({ id, title, body })),
      );
    },
    async find(query) {
      // Every word must be there.
      const { hits } = await search(database, { term: query, limit: shown, threshold: 0 });
      return hits.length;
    },
  };
}
