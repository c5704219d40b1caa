import { createRequire } from 'node:module';
import type { Article } from '../../../src/shared/domain/article.ts';
import type { ArticleLanguage } from '../../../src/shared/domain/language.ts';
import type { PullItem } from '../../../src/shared/sync/wire.ts';
import { makeArticle, seeded } from '../../fixtures/mixed-articles.ts';

interface CorpusDoc {
  readonly id: number;
  readonly lang: 'zh' | 'bo' | 'en' | 'yue';
  readonly dom: Article['domain'];
  readonly title: string;
  readonly body: string;
}

const corpus = createRequire(import.meta.url)('./corpus.cjs') as {
  genDocs(count: number, seed: number): Iterable<CorpusDoc>;
};

const languages: Record<CorpusDoc['lang'], ArticleLanguage> = {
  zh: 'zh-Hans',
  bo: 'bo',
  en: 'en',
  yue: 'yue-Hant-HK',
};

/** The synthetic corpus as articles, each with a usefulness of its own; the same for the same seed. */
export function* corpusArticles(count: number, seed: number): Generator<Article> {
  const random = seeded(seed * 31 + 7);
  const shape = makeArticle({ id: 'shape' });
  for (const { id, lang, dom, title, body } of corpus.genDocs(count, seed)) {
    yield {
      ...shape,
      id: `c${id}` as Article['id'],
      group: `c${id}`,
      lang: languages[lang],
      domain: dom,
      title,
      body,
      usefulness: Math.floor(random() * 1001),
    };
  }
}

/** As the server sends it. */
export function putItem(article: Article): PullItem {
  return { op: 'put', id: article.id, schemaVersion: 1, body: article };
}

/** The same article in a later version. */
export function changed(article: Article, round: number): PullItem {
  return putItem({ ...article, version: round + 2, body: `${article.body}\n\n更新 ${String(round)} outage` });
}
