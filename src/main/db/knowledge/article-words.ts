import type { Article } from '../../../shared/domain/article.ts';
import { indexTokens } from '../../../shared/text/index-text.ts';
import { plainText } from '../../../shared/text/plain-text.ts';
import { everywhere, idToken, indexMarks } from './index-marks.ts';
import { titleSounds } from './title-sounds.ts';

type Indexed = Pick<Article, 'title' | 'tags' | 'body' | 'lang' | 'domain' | 'regions'>;

/** What the two tables of the index hold of an article, split by spaces. */
export interface ArticleWords {
  readonly words: string;
  readonly shorts: string;
}

/**
 * Everything that the index holds of an article: all its words; those of the title and of the tags once more under their
 * mark, which tells a search at once what a title says; the sounds of the title; what filters ask for, in both tables.
 */
export function articleWords({ title, tags, body, lang, domain, regions }: Indexed): ArticleWords {
  const joinedTags = tags.join('\n');
  const areas = regions.length === 0 ? [everywhere] : regions;
  const all = indexTokens(`${title}\n${joinedTags}\n${plainText(body)}`);
  const ofTitle = indexTokens(title);
  const ofTags = indexTokens(joinedTags);
  const filters = [
    idToken(indexMarks.language, lang),
    idToken(indexMarks.domain, domain),
    ...areas.map((area) => idToken(indexMarks.area, area)),
  ];
  return {
    words: [
      ...all.words,
      ...ofTitle.words.map((token) => indexMarks.title + token),
      ...ofTags.words.map((token) => indexMarks.tag + token),
      ...titleSounds(title, lang),
      ...filters,
    ].join(' '),
    shorts: [
      ...all.shorts,
      ...ofTitle.shorts.map((token) => indexMarks.title + token),
      ...ofTags.shorts.map((token) => indexMarks.tag + token),
      ...filters,
    ].join(' '),
  };
}
