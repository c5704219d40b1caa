import adx from '../../../resources/languages/adx/language.json' with { type: 'json' };
import en from '../../../resources/languages/en/language.json' with { type: 'json' };
import khg from '../../../resources/languages/khg/language.json' with { type: 'json' };
import yue from '../../../resources/languages/yue-Hant-HK/language.json' with { type: 'json' };
import zh from '../../../resources/languages/zh-Hans/language.json' with { type: 'json' };
import { callerLanguageSchema, type ArticleLanguage, type CallerLanguage } from '../domain/language.ts';
import { languageDescriptionSchema, type LanguageDescription } from './language-description.ts';

/**
 * What a build can always fall back on: those that it was tested with, whatever became of the folders beside it. A broken
 * file is a broken build: it throws.
 */
const shipped = [zh, adx, khg, en, yue].map((description) => languageDescriptionSchema.parse(description));

let known = byTag(shipped);
let all = [...known.values()];
let tags = [...known.keys()];

function byTag(descriptions: readonly LanguageDescription[]): ReadonlyMap<CallerLanguage, LanguageDescription> {
  const last = new Map(descriptions.map((description) => [description.tag, description]));
  return new Map([...last].sort(([, a], [, b]) => a.order - b.order || (a.tag < b.tag ? -1 : 1)));
}

/**
 * Takes the languages that were found beside this process, once and before anything asks: those that came with the build
 * stay, in the words found.
 */
export function installLanguages(found: readonly LanguageDescription[]): void {
  known = byTag([...shipped, ...found]);
  all = [...known.values()];
  tags = [...known.keys()];
}

/** All that callers of this desk may speak, in the order in which they are listed. */
export function callerLanguages(): readonly CallerLanguage[] {
  return tags;
}

/** The same list as long as nothing is installed. */
export function languageDescriptions(): readonly LanguageDescription[] {
  return all;
}

export function isKnownLanguage(tag: string): boolean {
  return known.has(tag);
}

/** For what a person hands over here: a wire may tell of languages that only the other end knows. */
export const knownLanguageSchema = callerLanguageSchema.refine(isKnownLanguage, { error: 'no such language here' });

/** One that only another desk or the centre knows is called by its tag, and says nothing in words of its own. */
export function describeLanguage(tag: CallerLanguage): LanguageDescription {
  return known.get(tag) ?? unknown(tag);
}

function unknown(tag: CallerLanguage): LanguageDescription {
  return {
    ...{ schemaVersion: 1, tag, order: Number.MAX_SAFE_INTEGER, name: tag, readsArticlesIn: 'zh-Hans' },
    names: { 'zh-CN': tag, 'zh-HK': tag, en: tag, bo: tag },
    script: { orthography: 'plain', letters: ['Han', 'Latin', 'Tibetan'] },
    headers: { names: [tag.toLowerCase()] },
    prompter: { clauses: 'words', pace: 150 },
    say: {
      date: { plain: '{year}-{month}-{day}', ofOtherYear: '{year}-{month}-{day}' },
      clock: { hours: 'h23', sharp: '{hour}:{minute}', other: '{hour}:{minute}' },
      instant: { named: '{day} {clock}', dated: '{day} {clock}' },
    },
  };
}

/** The language in which something for a caller is written. */
export function articleLanguageOf(caller: CallerLanguage): ArticleLanguage {
  return describeLanguage(caller).readsArticlesIn;
}

/** Whether it is written in Tibetan script, whose lines have a spelling and a meaning of their own. */
export function isTibetan(lang: CallerLanguage): boolean {
  return describeLanguage(lang).script.orthography === 'tibetan';
}
