import type { CallFacts } from '../domain/call.ts';
import type { CallerLanguage } from '../domain/language.ts';
import { callerLanguages } from '../language/languages.ts';
import { languageAliases, type DialectFamily, type LanguageAliases } from './caller-language.ts';

/** Languages of a seat's callers, in order; undefined where its profile says nothing of them. */
export type ServedLanguages = readonly CallerLanguage[] | undefined;

/** All languages, those that the seat serves first: a caller may speak any. */
export function inServedOrder(served: ServedLanguages): readonly CallerLanguage[] {
  return served
    ? [...served, ...callerLanguages().filter((language) => !served.includes(language))]
    : callerLanguages();
}

/** What a caller of whom nothing is known is greeted in: the seat's first that the agent speaks, else the agent's own first. */
export function fallbackLanguage(served: ServedLanguages, spoken: readonly CallerLanguage[]): CallerLanguage {
  return served?.find((language) => spoken.includes(language)) ?? spoken[0] ?? served?.[0] ?? 'zh-Hans';
}

/**
 * What a call begins in: what the exchange says, else what the customer is known to speak, else Mandarin where the
 * exchange named a language that nobody here knows, else the fallback of the seat.
 */
export function firstLanguage(
  { language, unknownLanguage }: Pick<CallFacts, 'language' | 'unknownLanguage'>,
  ofCustomer: CallerLanguage | undefined,
  fallback: CallerLanguage,
): CallerLanguage {
  return language ?? ofCustomer ?? (unknownLanguage === undefined ? fallback : 'zh-Hans');
}

/** A name of a whole family, such as Tibetan, means the first of its dialects that the seat serves. */
export function aliasesFor(served: ServedLanguages): LanguageAliases {
  const aliases = languageAliases();
  if (!served) return aliases;
  const families = Object.entries(aliases.families).map(([name, family]): [string, DialectFamily] => {
    const dialects = Object.values(family.dialects);
    return [name, { ...family, otherwise: served.find((language) => dialects.includes(language)) ?? family.otherwise }];
  });
  return { ...aliases, families: Object.fromEntries(families) };
}
