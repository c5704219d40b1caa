import type { Article as DatedArticle } from '../domain/article.ts';
import type { ArticleLanguage } from '../domain/language.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import type { TicketType } from '../domain/ticket.ts';
import { enclosuresSchema, pictureKinds } from '../domain/enclosure.ts';
import { placedNames } from '../text/plain-text.ts';
import { currentForm, shippedShelf } from '../ticket/form-shelf.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { plainTextProblems, writingProblems, type Writing } from './text-rules.ts';

/** When an article was changed is none of the rules'. */
type Article = Omit<DatedArticle, 'updatedAt'>;
interface ArticleFile {
  readonly articles: readonly Article[];
}

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

/**
 * Whose articles they are. Those of this repository lie in files by domain and language, are complete in themselves, and
 * their Tibetan ones wait for a reader; a centre arranges and translates as it likes.
 */
export type ArticleOwner = 'repository' | 'centre';

/** Everything wrong with a set of articles, each file parsed by its schema before. */
export function articleProblems(
  files: readonly ContentFile<ArticleFile>[],
  catalog: TicketCatalog,
  owner: ArticleOwner = 'repository',
): ContentProblem[] {
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
    ...(owner === 'repository' ? placed.flatMap((entry) => repositoryProblems(entry, placed)) : []),
    ...groupProblems(placed),
  ];
}

function repositoryProblems({ file, index, article }: Placed, placed: readonly Placed[]): ContentProblem[] {
  const { group, domain, lang, tags } = article;
  const at = (key: keyof Article, isWrong: boolean, reason: string): ContentProblem[] =>
    problemsAt(file, ['articles', index, key], isWrong ? [reason] : []);
  const isMisplaced = !`/${file}`.endsWith(`/${domain}.${lang}.json`);
  const isUnmarked = lang === 'bo' && !tags.includes(translationDraftTag);
  const isAlone = !placed.some((other) => other.article.group === group && other.article.lang === 'zh-Hans');
  return [
    ...at('lang', isMisplaced, `belongs in ${domain}.${lang}.json`),
    ...at('tags', isUnmarked, `a Tibetan article must carry the tag ${translationDraftTag}`),
    ...at('group', isAlone, 'a translation without its zh-Hans article'),
  ];
}

function oneArticle({ file, index, article }: Placed, catalog: TicketCatalog): ContentProblem[] {
  const at = (key: keyof Article, reasons: readonly string[]): ContentProblem[] =>
    problemsAt(file, ['articles', index, key], reasons);
  const unknownRegions = article.regions.filter((region) => !catalog.areas.some(({ id }) => id === region));
  const isBackwards = (article.validFrom ?? -Infinity) >= (article.validUntil ?? Infinity);
  return [
    ...at('title', writingProblems(article.title, writings[article.lang])),
    ...at('body', [...writingProblems(article.body, writings[article.lang]), ...markupReasons(article.body)]),
    ...at(
      'tags',
      article.tags.flatMap((tag) => plainTextProblems(tag)),
    ),
    ...at(
      'regions',
      unknownRegions.map((region) => `area "${region}" is not in the ticket catalog`),
    ),
    ...at('ticketSubType', ticketReasons(article, catalog)),
    ...at('enclosures', enclosureReasons(article)),
    ...at('validUntil', isBackwards ? ['valid until a time that is not after its beginning'] : []),
  ];
}

/** Each picture that the text places is enclosed and can be shown there; names and hashes stand once. */
function enclosureReasons({ body, enclosures = [] }: Article): string[] {
  const parsed = enclosuresSchema.safeParse(enclosures);
  if (!parsed.success) return ['the same file or the same name twice'];
  return placedNames(body).flatMap((name) => {
    const found = enclosures.find((one) => one.name === name);
    if (!found) return [`the text places "${name}", which is not enclosed`];
    return pictureKinds.includes(found.kind) ? [] : [`the text places "${name}", which is no picture`];
  });
}

/** Only `## `, `- `, `1. ` and a placed picture are markup; anything that looks like more would show as it is. */
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
  const needed = neededAlways(type.id);
  if (needed.length > 0) return [`${ticketType} can't be closed in two keys: it needs ${needed.join(', ')}`];
  if (ticketSubType === undefined || type.subTypes.some(({ id }) => id === ticketSubType)) return [];
  return [`sub-type "${ticketSubType}" of ${ticketType} is not in the catalog`];
}

/** What no ticket of this type can be without, by the forms that come with the desk. */
function neededAlways(type: TicketType): string[] {
  const fields = currentForm(shippedShelf, type)?.fields ?? [];
  return fields.filter(({ required, shownWhen }) => required === true && !shownWhen).map(({ id }) => id);
}

/** Translations of one article are recorded under the same subject. */
function groupProblems(placed: readonly Placed[]): ContentProblem[] {
  const firsts = new Map<string, Article>();
  return placed.flatMap(({ file, index, article }) => {
    const first = firsts.get(article.group) ?? article;
    firsts.set(article.group, first);
    const differing = (['domain', 'ticketType', 'ticketSubType', 'selfService'] as const).filter(
      (key) => article[key] !== first[key],
    );
    return differing.flatMap((key) =>
      problemsAt(file, ['articles', index, key], [`${key} differs from ${first.id} of the same group`]),
    );
  });
}
