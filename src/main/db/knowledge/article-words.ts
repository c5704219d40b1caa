import type { Article } from '../../../shared/domain/article.ts';
import { indexTokens } from '../../../shared/text/index-text.ts';
import { plainText } from '../../../shared/text/plain-text.ts';
import { everywhere, idToken, indexMarks } from './index-marks.ts';
import { titleSounds } from './title-sounds.ts';

type Indexed = Pick<Article, 'title' | 'tags' | 'body' | 'lang' | 'domain' | 'regions'>;

/**
 * Everything that the index holds of an article, split by spaces: all its words; those of the title and of the tags once
 * more under their mark, which tells a search at once what a title says; the sounds of the title; what filters ask for.
 */
export function articleWords({ title, tags, body, lang, domain, regions }: Indexed): string {
  const joinedTags = tags.join('\n');
  const areas = regions.length === 0 ? [everywhere] : regions;
  return [
    ...indexTokens(`${title}\n${joinedTags}\n${plainText(body)}`),
    ...indexTokens(title).map((token) => indexMarks.title + token),
    ...indexTokens(joinedTags).map((token) => indexMarks.tag + token),
    ...titleSounds(title, lang),
    idToken(indexMarks.language, lang),
    idToken(indexMarks.domain, domain),
    ...areas.map((area) => idToken(indexMarks.area, area)),
  ].join(' ');
}
