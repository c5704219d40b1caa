import type { articleFileSchema, Article } from '../domain/article.ts';
import type { ArticleLanguage } from '../domain/language.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import type { z } from 'zod';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { plainTextProblems, writingProblems, type Writing } from './text-rules.ts';

export type ArticleFile = z.infer<typeof articleFileSchema>;

/** Tag of a translation that a native speaker still has to read. Tibetan articles of this repository all carry it. */
export const translationDraftTag = '译文草稿';

const writings: Record<ArticleLanguage, Writing> = {
  'zh-Hans': 'simplified',
  bo: 'tibetan',
  en: 'latin',
  'yue-Hant-HK': 'traditional',
};

interface Placed {
  readonly file: string;
  readonly index: number;
  readonly article: Article;
}

/** Everything wrong with the starter articles, each file parsed by its schema before. */
export function articleProblems(files: readonly ContentFile<ArticleFile>[], catalog: TicketCatalog): ContentProblem[] {
  const placed = files.flatMap(({ file, content }) =>
    content.articles.map((article, index): Placed => ({ file, index, article })),
  );
  const keys = (key: (article: Article) => string, field: string) =>
    placed.map(({ file, index, article }) => ({ file, path: ['articles', index, field], key: key(article) }));
  return [
    ...duplicateProblems(
      keys(({ id }) => id, 'id'),
      'article',
    ),
    ...duplicateProblems(
      keys(({ group, lang }) => `${group} in ${lang}`, 'group'),
      'translation',
    ),
    ...placed.flatMap((entry) => oneArticle(entry, catalog)),
    ...groupProblems(placed),
  ];
}

function oneArticle({ file, index, article }: Placed, catalog: TicketCatalog): ContentProblem[] {
  const at = (key: keyof Article, reasons: readonly string[]): ContentProblem[] =>
    problemsAt(file, ['articles', index, key], reasons);
  const unknownRegions = article.regions.filter((region) => !catalog.areas.some(({ id }) => id === region));
  const isBackwards = (article.validFrom ?? -Infinity) >= (article.validUntil ?? Infinity);
  const isUnmarked = article.lang === 'bo' && !article.tags.includes(translationDraftTag);
  const isMisplaced = !`/${file}`.endsWith(`/${article.domain}.${article.lang}.json`);
  return [
    ...at('lang', isMisplaced ? [`belongs in ${article.domain}.${article.lang}.json`] : []),
    ...at('title', writingProblems(article.title, writings[article.lang])),
    ...at('body', [...writingProblems(article.body, writings[article.lang]), ...markupReasons(article.body)]),
    ...at(
      'tags',
      article.tags.flatMap((tag) => plainTextProblems(tag)),
    ),
    ...at('tags', isUnmarked ? [`a Tibetan article must carry the tag ${translationDraftTag}`] : []),
    ...at(
      'regions',
      unknownRegions.map((region) => `area "${region}" is not in the ticket catalog`),
    ),
    ...at('ticketSubType', ticketReasons(article, catalog)),
    ...at('validUntil', isBackwards ? ['valid until a time that is not after its beginning'] : []),
  ];
}

/** Only `## `, `- ` and `1. ` are markup; anything that looks like more would show as it is. */
function markupReasons(body: string): string[] {
  return body.split('\n').flatMap((line, i) => {
    if (/^#(?!# \S)/u.test(line) || /\*\*|__|<\/?[a-z]|\]\(|^\s*\|/iu.test(line))
      return [`markup in line ${i + 1} of the text`];
    return line !== line.trimEnd() ? [`blank at the end of line ${i + 1} of the text`] : [];
  });
}

function ticketReasons(article: Article, catalog: TicketCatalog): string[] {
  const { ticketType, ticketSubType } = article;
  if (ticketType === undefined) return ticketSubType === undefined ? [] : ['a sub-type without its ticket type'];
  const type = catalog.types.find(({ id }) => id === ticketType);
  if (!type) return [`ticket type "${ticketType}" is not in the catalog`];
  if (type.required.length > 0)
    return [`${ticketType} can't be closed in two keys: it needs ${type.required.join(', ')}`];
  if (ticketSubType === undefined || type.subTypes.some(({ id }) => id === ticketSubType)) return [];
  return [`sub-type "${ticketSubType}" of ${ticketType} is not in the catalog`];
}

/** Translations of one article are recorded under the same subject; the Mandarin one is where they come from. */
function groupProblems(placed: readonly Placed[]): ContentProblem[] {
  const firsts = new Map<string, Article>();
  return placed.flatMap(({ file, index, article }) => {
    const first = firsts.get(article.group) ?? article;
    firsts.set(article.group, first);
    const hasSource = placed.some((other) => other.article.group === article.group && other.article.lang === 'zh-Hans');
    const differing = (['domain', 'ticketType', 'ticketSubType', 'selfService'] as const).filter(
      (key) => article[key] !== first[key],
    );
    return [
      ...problemsAt(file, ['articles', index, 'group'], hasSource ? [] : ['a translation without its zh-Hans article']),
      ...differing.flatMap((key) =>
        problemsAt(file, ['articles', index, key], [`${key} differs from ${first.id} of the same group`]),
      ),
    ];
  });
}
